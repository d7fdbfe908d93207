// The migration to versions per audience: new epoch, ordered lists; and servers of different versions refuse to share a database.
import { type Kysely, sql } from 'kysely'
import { expect, onTestFinished, test } from 'vitest'
import { migrate, readEpoch } from '#server/store/migrate.ts'
import { endServing, refuseOtherVersions, sayServing } from '#server/store/serving-version.ts'
import { takeBackAudiences } from '../support/take-back.ts'
import { startTestApp } from '../support/test-app.ts'
import { accepted, cityIds, makeGathering, makeSecret } from '../support/test-gathering.ts'
import { makeTestStore } from '../support/test-store.ts'

async function openStoreOfTest() {
  const kept = await makeTestStore()
  const store = await kept.open()
  onTestFinished(async () => {
    await store.close()
    await kept.remove()
  })
  return { kept, store }
}

test('J5: an upgraded database has another epoch, so that old screens take a snapshot, and lists keep their order', async () => {
  const { kept, store } = await openStoreOfTest()
  const app = await startTestApp({ sharedStore: kept })
  const gathering = await makeGathering(app)
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const person = await app.connect()
  for (let at = 0; at < 3; at += 1) {
    const credential = makeSecret('r')
    accepted(
      await person.ask('replyToMeeting', gathering.gatheringId, { meetingId, partySize: 1 }, { credential }),
    )
  }
  await app.close()
  const { db } = store
  const before = await readEpoch(db)
  await takeBackAudiences(db)
  await migrate(db)
  expect(await readEpoch(db)).not.toBe(before)
  const rows = await db
    .selectFrom('attendances')
    .select(['list_order', 'queue_order'])
    .where('meeting_id', '=', meetingId)
    .orderBy('queue_order')
    .execute()
  expect(rows.map((row) => row.list_order)).toEqual([1, 2, 3])
  const meeting = await db
    .selectFrom('meetings')
    .select(['next_list_order', 'count_key'])
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow()
  expect(meeting.next_list_order).toBe(4)
  expect(meeting.count_key.length).toBeGreaterThan(20)
})

test('G9: a start is refused while a process of another version holds a lease, and not beside the same version', async () => {
  const { kept, store } = await openStoreOfTest()
  const now = Date.now()
  await sayServing(store.db, 'sources', 'same-version', now)
  const beside = await kept.open()
  await beside.close()
  await store.db
    .insertInto('leases')
    .values({ name: 'serving:013-another:process', holder: 'process', expires_at: now + 60_000 })
    .execute()
  await expect(kept.open()).rejects.toThrow('another version')
  // Lets the lease expire.
  await store.db
    .updateTable('leases')
    .set({ expires_at: now - 1 })
    .execute()
  const later = await kept.open()
  await later.close()
})

test('G9: a process does not start to serve beside the version before it, nor beside other sources with the same tables', async () => {
  const { store } = await openStoreOfTest()
  const now = Date.now()
  const start = (build?: string) => refuseOtherVersions(store.db, store.kind, now, build)
  await sayServing(store.db, 'these', 'first', now)
  await start('these')
  await expect(start('others')).rejects.toThrow('another version')
  // A command-line tool beside the server, such as panic, may still start.
  await start()
  await endServing(store.db, 'these', 'first')
  await start('others')
  // A lease in the format of the previous version, which contained no build id.
  await store.db
    .insertInto('leases')
    .values({ name: 'serving:016-counting:before', holder: 'before', expires_at: now + 60_000 })
    .execute()
  await expect(start('these')).rejects.toThrow('another version')
  await expect(start()).rejects.toThrow('another version')
})

test('G9: a database of a newer version is refused in one line, and nothing of it is changed', async () => {
  const { kept, store } = await openStoreOfTest()
  await sql`insert into kysely_migration (name, timestamp) values ('999-from-the-future', '2027-01-01')`.execute(
    store.db,
  )
  await expect(kept.open()).rejects.toThrow(/^it was written by a newer version \(999-from-the-future\)/)
})

test('G9: a server of before, which holds no such lease, is seen by its connection where several may serve', async () => {
  const { store } = await openStoreOfTest()
  await takeBackAudiences(store.db as Kysely<never> as typeof store.db)
  // The test's own store is already connected, as a server's would be.
  const refusing = refuseOtherVersions(store.db, store.kind, Date.now())
  if (store.kind === 'postgres') await expect(refusing).rejects.toThrow('another version')
  else await refusing
})
