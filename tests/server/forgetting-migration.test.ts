// Migration 013 on a database of the previous version: gatherings get a purge date, cancelled or withdrawn items an end time.
import { sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { migrate } from '#server/store/migrate.ts'
import { takeBackForgetting } from '../support/take-back.ts'
import { makeTestStore } from '../support/test-store.ts'

test('undated gatherings, cancelled replies and withdrawn cities of before get their dates; others stay as they are', async () => {
  const kept = await makeTestStore()
  const store = await kept.open()
  onTestFinished(async () => {
    await store.close()
    await kept.remove()
  })
  const { db } = store
  await takeBackForgetting(db)
  const gathering = (id: string, startsAt: number | null, purgeAt: number | null, isExample = 0) => sql`
    insert into gatherings (gathering_id, slug, status, is_example, starts_at, length_ms, languages, texts, created_at,
      purge_at, version, stage_fence, next_queue_order)
    values (${id}, ${id}, 'published', ${isExample}, ${startsAt}, 1, '[]', '{}', 1, ${purgeAt}, 1, 0, 1)`
  await gathering('undated', null, null).execute(db)
  await gathering('dated', 1000, 5000).execute(db)
  await gathering('example', null, null, 1).execute(db)
  const meeting = (id: string, status: string, mergedInto: string | null) => sql`
    insert into meetings (meeting_id, gathering_id, status, place_id, place, merged_into, host_alias, venue, address, note,
      languages, doors_minutes_before, exposure, decline_reason, streams, link_status, link_since, confirmed, waiting,
      arrived, walk_ins, arrival_code, invitation, proposed_at)
    values (${id}, 'undated', ${status}, 'p', '{}', ${mergedInto}, '', '', '', '', '[]', 0, '{}', '', '[]', 'off', 0, 0, 0,
      0, 0, 'A', 'i_a', 1)`
  await meeting('open', 'approved', null).execute(db)
  await meeting('withdrawn', 'withdrawn', null).execute(db)
  await meeting('merged', 'withdrawn', 'open').execute(db)
  const reply = (id: string, state: string) => sql`
    insert into attendances (attendance_id, gathering_id, meeting_id, secret_hash, code, party_size, state, queue_order, arrived, vouched)
    values (${id}, 'undated', 'open', ${id}, ${id}, 1, ${state}, 1, 0, 0)`
  await reply('coming', 'confirmed').execute(db)
  await reply('cancelled', 'cancelled').execute(db)
  await migrate(db)
  const dates = await db
    .selectFrom('gatherings')
    .select(['gathering_id', 'purge_at'])
    .orderBy('gathering_id')
    .execute()
  expect(dates).toEqual([
    { gathering_id: 'dated', purge_at: 5000 },
    { gathering_id: 'example', purge_at: null },
    { gathering_id: 'undated', purge_at: expect.any(Number) },
  ])
  expect(dates[2]?.purge_at).toBeGreaterThan(Date.now() + 29 * 86_400_000)
  const cities = await db
    .selectFrom('meetings')
    .select('meeting_id')
    .where('erase_at', 'is not', null)
    .execute()
  expect(cities).toEqual([{ meeting_id: 'withdrawn' }])
  const replies = await db
    .selectFrom('attendances')
    .select('attendance_id')
    .where('cancelled_at', 'is not', null)
    .execute()
  expect(replies).toEqual([{ attendance_id: 'cancelled' }])
  // Migration 015: existing replies start at revision 0.
  const revisions = await db.selectFrom('attendances').select('revision').execute()
  expect(revisions).toEqual([{ revision: 0 }, { revision: 0 }])
})
