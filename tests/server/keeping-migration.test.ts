// Migration of a database of the previous version: purged gatherings get the missing columns.
import type { Kysely } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '#server/store/migrate.ts'
import type { Tables } from '#server/store/tables.ts'
import { takeBackAudiences } from '../support/take-back.ts'
import { makeTestStore } from '../support/test-store.ts'

/** Reverts the newest schema to the one before migration 008, with statements for that and later migrations. */
async function takeBack(db: Kysely<Tables>): Promise<void> {
  const indexes = [
    'crew_by_organizer',
    'gatherings_by_purge',
    'gatherings_by_start',
    'gatherings_by_publishing',
    'gatherings_by_date',
    'sessions_by_expiry',
    'claim_links_by_age',
    'attendances_merged_code',
    'attendances_minute',
    'attendances_decision',
  ]
  for (const index of indexes) await db.schema.dropIndex(index).execute()
  await db.schema.dropTable('clock_records').execute()
  await takeBackAudiences(db)
  await db.schema.dropTable('removed_gatherings').execute()
  for (const column of ['purged_at', 'purged_version'])
    await db.schema.alterTable('gatherings').dropColumn(column).execute()
  for (const column of ['door_key', 'holds_merged', 'admission', 'asked', 'vouched'])
    await db.schema.alterTable('meetings').dropColumn(column).execute()
  for (const column of ['replied_minute', 'held', 'decision_id', 'decided_from'])
    await db.schema.alterTable('attendances').dropColumn(column).execute()
  await db
    .deleteFrom('kysely_migration' as 'meta')
    .where('name' as 'key', '>=', '008-keeping')
    .execute()
}

test('a gathering that an earlier version purged gets new codes, a date, and the mark that its numbers are a record', async () => {
  const kept = await makeTestStore()
  const store = await kept.open()
  onTestFinished(async () => {
    await store.close()
    await kept.remove()
  })
  const { db } = store
  await takeBack(db)
  const gathering = {
    status: 'published',
    is_example: 0,
    starts_at: 1000,
    length_ms: 1,
    lead_place: null,
    languages: '[]',
    texts: '{}',
    published_at: 1,
    created_at: 1,
    version: 7,
    stage_fence: 0,
    next_queue_order: 1,
  }
  const meeting = {
    status: 'approved',
    place_id: 'p',
    place: '{}',
    host_alias: '',
    venue: '',
    address: '',
    note: '',
    languages: '[]',
    doors_minutes_before: 0,
    exposure: '{}',
    decline_reason: '',
    streams: '[]',
    link_status: 'off',
    link_since: 0,
    confirmed: 3,
    waiting: 0,
    arrived: 0,
    walk_ins: 0,
    host_hash: null,
    proposed_at: 1,
  }
  const before = db as unknown as Kysely<{ gatherings: object; meetings: object }>
  await before
    .insertInto('gatherings')
    .values([
      { ...gathering, gathering_id: 'purged', slug: 'purged', purge_at: null },
      { ...gathering, gathering_id: 'to-come', slug: 'to-come', purge_at: 5000 },
      { ...gathering, gathering_id: 'undated', slug: 'undated', starts_at: null, purge_at: null },
    ])
    .execute()
  await before
    .insertInto('meetings')
    .values([
      { ...meeting, meeting_id: 'empty', gathering_id: 'purged', arrival_code: '', invitation: '' },
      {
        ...meeting,
        meeting_id: 'kept',
        gathering_id: 'to-come',
        arrival_code: 'ABC234',
        invitation: 'i_kept',
      },
    ])
    .execute()
  await migrate(db)
  const rows = await db
    .selectFrom('gatherings')
    .select(['gathering_id', 'purge_at', 'purged_at', 'purged_version'])
    .orderBy('gathering_id')
    .execute()
  expect(rows).toEqual([
    { gathering_id: 'purged', purge_at: 1000, purged_at: 1000, purged_version: 7 },
    { gathering_id: 'to-come', purge_at: 5000, purged_at: null, purged_version: 0 },
    // Since migration 013 it also has a purge date: half a year after its creation, and at least thirty days from now.
    { gathering_id: 'undated', purge_at: expect.any(Number), purged_at: null, purged_version: 0 },
  ])
  expect(rows[2]?.purge_at).toBeGreaterThan(Date.now() + 29 * 86_400_000)
  const codes = await db
    .selectFrom('meetings')
    .select(['arrival_code', 'invitation'])
    .orderBy('meeting_id')
    .execute()
  expect(codes[0]?.arrival_code).toMatch(/^[2-9A-Z]{6}$/)
  expect(codes[0]?.invitation).toMatch(/^i_.{32}$/)
  expect(codes[1]).toEqual({ arrival_code: 'ABC234', invitation: 'i_kept' })
  // E1: existing meetings get the default admission.
  const admissions = await db.selectFrom('meetings').select(['admission', 'asked', 'vouched']).execute()
  for (const row of admissions) expect(row).toEqual({ admission: 'held-when-odd', asked: 0, vouched: 0 })
})
