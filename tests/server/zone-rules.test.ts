// Zone rules that changed between two starts: simulated by a stored earlier reading that differs from today's rules.
import { afterEach, beforeEach, expect, test } from 'vitest'
import { checkZoneRules, startZoneRules } from '#server/jobs/zone-rules.ts'
import { createHeads } from '#server/reading/latest-versions.ts'
import { createReadings } from '#server/reading/view-cache.ts'
import { loadZoneReadings } from '#server/store/zone-rows.ts'
import type { Audience } from '#shared/protocol/views.ts'
import { eventually, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import { cityIds, invited, makeGathering, type TestGathering } from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering
const told: string[] = []

beforeEach(async () => {
  told.length = 0
  app = await startTestApp()
  gathering = await makeGathering(app)
  // The first start reads the gazetteer.
}, 60_000)
afterEach(() => app.close())

const parts = () => ({
  store: app.store(),
  means: {
    clock: app.clock,
    ids: { next: () => `note-${told.length}-${Math.random()}` },
    findPlace: () => undefined,
  },
  onCommitted: () => undefined,
  tell: (line: string) => told.push(line),
  onTrouble: (error: unknown) => app.trouble.push(error),
})
const check = () => checkZoneRules(parts())
/** Reads past the app's caches. */
const snapshotFor = async (audience: Audience) => {
  const snapshot = await createReadings(app.store(), createHeads()).snapshot(gathering.gatheringId, audience)
  if (snapshot === null) throw new Error('it is there')
  return snapshot
}
const seen = () => snapshotFor({ kind: 'public' })
const meetingOf = async (meetingId: string) =>
  (await seen()).meetings.find((meeting) => meeting.meetingId === meetingId)
const readings = () => loadZoneReadings(app.store().db, gathering.gatheringId)

/** Simulates rules of the last start that were an hour behind today's. */
async function hourBehind(meetingId: string): Promise<void> {
  await app
    .store()
    .db.updateTable('zone_readings')
    .set((row) => ({ offset_minutes: row('offset_minutes', '-', 60) }))
    .where('meeting_id', '=', meetingId)
    .execute()
}

test('looked at for the first time, or planned anew, nothing has moved', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const before = await meetingOf(meetingId)
  await check()
  await gathering.order('editGathering', { startsAt: testInstant + 200 * 86_400_000 })
  await check()
  expect(await meetingOf(meetingId)).toEqual(before)
  expect((await readings()).get(meetingId)?.offsetMinutes).toBe(120)
  expect(told).toEqual([])
})

test('a clock that shows another time than before raises its city alone, once, and says old and new', async () => {
  const berlin = await gathering.addCity(cityIds.berlin)
  const toronto = await gathering.addCity(cityIds.toronto)
  await check()
  const before = { berlin: await meetingOf(berlin.meetingId), toronto: await meetingOf(toronto.meetingId) }
  const { version } = await seen()
  await hourBehind(berlin.meetingId)
  await check()
  await check()
  expect(await meetingOf(berlin.meetingId)).toEqual({
    ...before.berlin,
    revision: (before.berlin?.revision ?? 0) + 1,
    zoneMoved: { from: '2026-01-20T15:00', to: '2026-01-20T16:00' },
  })
  expect(await meetingOf(toronto.meetingId)).toEqual(before.toronto)
  const after = await seen()
  expect(after.version).toBe(version + 1)
  expect(after.gathering.startsAt).toBe(testInstant)
  expect(told).toHaveLength(1)
  expect(told[0]).toMatch(/Berlin .*at 2026-01-20T16:00 .*before at 2026-01-20T15:00/)
})

test('a city that strangers do not learn of is noted, and named neither to them nor in the log', async () => {
  const hidden = await gathering.addCity(cityIds.idlib, { exposure: invited })
  await check()
  await hourBehind(hidden.meetingId)
  await check()
  expect(told).toHaveLength(1)
  expect(told.join()).not.toMatch(/Idlib|Damascus/)
  expect(JSON.stringify(await seen())).not.toContain(hidden.meetingId)
  const organizer = await snapshotFor({ kind: 'organizer' })
  expect(organizer.meetings[0]?.zoneMoved).not.toBeNull()
})

test('what is over is not looked at any more, and what is removed leaves no reading', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  await check()
  await hourBehind(meetingId)
  app.clock.set(testInstant + 86_400_000)
  await check()
  expect((await meetingOf(meetingId))?.zoneMoved).toBeNull()
  await gathering.order('removeGathering', {})
  expect((await readings()).size).toBe(0)
})

test('at the same local hour the clock shows what was announced, and calendars are read anew all the same', async () => {
  await gathering.order('editGathering', { clockRule: 'same-local-hour' })
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  await check()
  const before = await meetingOf(meetingId)
  await app
    .store()
    .db.updateTable('zone_readings')
    .set((row) => ({
      offset_minutes: row('offset_minutes', '-', 60),
      starts_at: row('starts_at', '+', 3_600_000),
    }))
    .execute()
  await check()
  expect(await meetingOf(meetingId)).toEqual({ ...before, revision: (before?.revision ?? 0) + 1 })
  expect(told.join()).toContain('at another instant')
})

test('what was planned shortly before the end is read before the process ends', async () => {
  const job = startZoneRules(parts())
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  job.heard({
    gatheringId: gathering.gatheringId,
    from: 0,
    to: 1,
    changes: [{ type: 'meetingAdded', meetingId }],
    layers: new Map(),
  })
  await job.stop()
  expect((await readings()).has(meetingId)).toBe(true)
})

test('a server that starts with other rules looks by itself, and tells whoever asks', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  await check()
  await hourBehind(meetingId)
  await app.restart()
  const reader = await app.connect()
  await eventually(async () => {
    const { meetings } = snapshotOf(await reader.join({ gathering: gathering.gatheringId, as: 'public' }))
    expect(meetings[0]?.zoneMoved).toEqual({ from: '2026-01-20T15:00', to: '2026-01-20T16:00' })
  })
})
