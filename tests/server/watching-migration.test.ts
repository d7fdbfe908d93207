// Migration 019 on a database of the previous version.
import { expect, test } from 'vitest'
import { migrate } from '#server/store/migrate.ts'
import { addWatching, listWatching } from '#server/store/watching-rows.ts'
import { takeBackWatching } from '../support/take-back.ts'
import { startTestApp } from '../support/test-app.ts'
import { makeGathering } from '../support/test-gathering.ts'
import { makeTestStore } from '../support/test-store.ts'

test('W1: in a database of before nobody watches a gathering from home yet, and the first who do are counted', async () => {
  const kept = await makeTestStore()
  const app = await startTestApp({ sharedStore: kept })
  const { gatheringId } = await makeGathering(app)
  await app.close()
  const store = await kept.open()
  const { db } = store
  await takeBackWatching(db)
  await migrate(db)
  const rows = await db.selectFrom('gatherings').select('told_watching').execute()
  expect(rows).toEqual([{ told_watching: 0 }])
  expect(await listWatching(db)).toEqual([])
  await addWatching(db, gatheringId, 2, [])
  await addWatching(db, gatheringId, 3, [])
  expect(await listWatching(db)).toMatchObject([{ gatheringId, people: 5, told: 0, fell: 0 }])
  await store.close()
  await kept.remove()
})
