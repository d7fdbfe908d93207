// What a purge does to every column of a city and a gathering: keep, erase or increment. A new column fails until it is listed here.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { purgeWhenDue } from '#server/store/purge-rows.ts'
import { noteRemoval } from '#server/store/removal-rows.ts'
import type { GatheringTable, MeetingTable } from '#server/store/tables.ts'
import { burstMemoryMinutes, minuteOf } from '#shared/domain/admission.ts'
import { purgeAt } from '../support/purge-in-test.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import { cityIds, makeGathering, type TestCity, type TestGathering } from '../support/test-gathering.ts'

const dayMs = 86_400_000
const due = testInstant + 40 * dayMs

let app: TestApp
let gathering: TestGathering
let city: TestCity
beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
  city = await gathering.addCity(cityIds.berlin)
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

/** User texts, secrets, and counts of replies. */
const erasedOfCity: Partial<MeetingTable> = {
  host_hash: 'marked',
  host_alias: 'marked',
  venue: 'marked',
  address: 'marked',
  note: 'marked',
  decline_reason: 'marked',
  streams: '["marked"]',
  link_status: 'on-air',
  arrival_code: 'MARKED',
  invitation: 'i_marked',
  door_key: 'marked',
  count_key: 'marked',
  holds_merged: 1,
  erase_at: 5,
  list_erased_at: 5,
  next_list_order: 9,
  told_confirmed: 9,
  told_arrived: 9,
  confirmed_fell: 9,
  arrived_fell: 9,
}
const recordOfCity = [
  ...[
    'meeting_id',
    'gathering_id',
    'status',
    'place_id',
    'place',
    'former_place',
    'merged_from',
    'merged_into',
  ],
  ...[
    'was_announced',
    'revision',
    'zone_moved',
    'revised_at',
    'capacity',
    'languages',
    'doors_minutes_before',
  ],
  ...['exposure', 'admission', 'link_since', 'proposed_at', 'own_counts'],
  ...['asked', 'confirmed', 'vouched', 'waiting', 'arrived', 'walk_ins'],
]
const raisedOfCity = ['host_version', 'guest_version']

const erasedOfGathering: Partial<GatheringTable> = {
  director_seat: JSON.stringify({ seatId: 'marked', alias: 'marked', term: 3, asking: null }),
  rehearsal: JSON.stringify({
    rehearsalId: 'marked',
    startedAt: 1,
    stage: { meetingId: null },
    rollCall: null,
  }),
  next_queue_order: 9,
  purge_at: due,
}
const recordOfGathering = [
  ...['gathering_id', 'slug', 'status', 'is_example', 'starts_at', 'length_ms', 'clock_rule', 'standing'],
  ...['former_starts_at', 'standing_reason', 'revision', 'revised_at', 'lead_place', 'languages', 'texts'],
  ...['published_at', 'created_at', 'programme', 'roll_call', 'told_watching'],
  ...['stage_meeting_id', 'stage_fence', 'stage_since', 'stage_segment_id', 'stage_reached_segment_id'],
  ...['stage_is_held', 'stage_next_meeting_id'],
]
const raisedOfGathering = [
  ...['purged_at', 'purged_version', 'version'],
  ...['public_version', 'preview_version', 'organizer_version', 'director_version'],
]

const cityRow = () =>
  app
    .store()
    .db.selectFrom('meetings')
    .selectAll()
    .where('meeting_id', '=', city.meetingId)
    .executeTakeFirstOrThrow() as Promise<Readonly<Record<string, unknown>>>
const gatheringRow = () =>
  app
    .store()
    .db.selectFrom('gatherings')
    .selectAll()
    .where('gathering_id', '=', gathering.gatheringId)
    .executeTakeFirstOrThrow() as Promise<Readonly<Record<string, unknown>>>

test('A9, G1, G2, G3: a purge keeps the public record, erases all else, and raises every version', async () => {
  const { db } = app.store()
  const { gatheringId } = gathering
  await db
    .updateTable('meetings')
    .set({ ...erasedOfCity, asked: 1, confirmed: 2, vouched: 1, waiting: 3, arrived: 2, walk_ins: 4 })
    .where('meeting_id', '=', city.meetingId)
    .execute()
  await db
    .updateTable('gatherings')
    .set({ ...erasedOfGathering, told_watching: 5 })
    .where('gathering_id', '=', gatheringId)
    .execute()
  await db
    .insertInto('leases')
    .values({ name: `seat:${gatheringId}`, holder: 'marked', expires_at: 1 })
    .execute()
  await db
    .insertInto('watching_from_home')
    .values({ gathering_id: gatheringId, people: 7, fell: 0, count_key: 'marked' })
    .execute()
  await db.insertInto('reply_minutes').values({ meeting_id: city.meetingId, minute: 9, people: 1 }).execute()
  const before = { city: await cityRow(), gathering: await gatheringRow() }
  const purged = await db.transaction().execute((all) => purgeWhenDue(all, gatheringId, due))
  expect(purged).toMatchObject({ meetings: 1 })
  const after = { city: await cityRow(), gathering: await gatheringRow() }
  const tables = [
    [before.city, after.city, erasedOfCity, recordOfCity, raisedOfCity],
    [before.gathering, after.gathering, erasedOfGathering, recordOfGathering, raisedOfGathering],
  ] as const
  for (const [was, is, erased, record, raised] of tables) {
    expect(Object.keys(is).sort()).toEqual([...Object.keys(erased), ...record, ...raised].sort())
    for (const column of [...Object.keys(erased), ...raised])
      expect([column, is[column] === was[column]]).toEqual([column, false])
    for (const column of record) expect([column, is[column]]).toEqual([column, was[column]])
  }
  expect(JSON.stringify(after)).not.toMatch(/marked/i)
  for (const table of ['watching_from_home', 'directors', 'crew_messages', 'attendances', 'changes'] as const)
    expect(await db.selectFrom(table).selectAll().where('gathering_id', '=', gatheringId).execute()).toEqual(
      [],
    )
  expect(await db.selectFrom('reply_minutes').selectAll().execute()).toEqual([])
  const leases = await db.selectFrom('leases').select('holder').where('holder', '=', 'marked').execute()
  expect(leases).toEqual([])
})

test('C4, X4: a purge deletes what is older than a client may ask again, and keeps what is newer', async () => {
  const { db } = app.store()
  const now = testInstant + 60 * dayMs
  const limit = now - 30 * dayMs
  await noteRemoval(db, 'old', limit)
  await noteRemoval(db, 'new', limit + 1)
  const proof = { proof: '{}' }
  await db
    .insertInto('erasures')
    .values({ erasure_key: 'old', erased_at: limit, ...proof })
    .execute()
  await db
    .insertInto('erasures')
    .values({ erasure_key: 'new', erased_at: limit + 1, ...proof })
    .execute()
  const minute = minuteOf(now) - burstMemoryMinutes
  const people = { meeting_id: city.meetingId, people: 1 }
  await db
    .insertInto('reply_minutes')
    .values({ ...people, minute })
    .execute()
  await db
    .insertInto('reply_minutes')
    .values({ ...people, minute: minute + 1 })
    .execute()
  expect(await purgeAt(app, now)).toBe(true)
  const removals = await db.selectFrom('removed_gatherings').select('removal_key').execute()
  expect(removals.map((row) => row.removal_key)).toEqual(['new'])
  const erasures = await db.selectFrom('erasures').select('erasure_key').execute()
  expect(erasures.map((row) => row.erasure_key)).toEqual(['new'])
  const minutes = await db.selectFrom('reply_minutes').select('minute').execute()
  expect(minutes.map((row) => Number(row.minute))).toEqual([minute + 1])
})
