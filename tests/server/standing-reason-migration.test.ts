// Migration 018 on a database of the previous version.
import { expect, test } from 'vitest'
import { migrate } from '#server/store/migrate.ts'
import { takeBackStandingReason } from '../support/take-back.ts'
import { startTestApp } from '../support/test-app.ts'
import { makeGathering } from '../support/test-gathering.ts'
import { makeTestStore } from '../support/test-store.ts'

test('P14: a gathering that was postponed before there were reasons has none', async () => {
  const kept = await makeTestStore()
  const app = await startTestApp({ sharedStore: kept })
  const gathering = await makeGathering(app)
  await gathering.order('postponeGathering', { reason: 'The roads are closed.' })
  await app.close()
  const store = await kept.open()
  await takeBackStandingReason(store.db)
  await migrate(store.db)
  const rows = await store.db.selectFrom('gatherings').select(['standing', 'standing_reason']).execute()
  expect(rows).toEqual([{ standing: 'postponed', standing_reason: '' }])
  await store.close()
  await kept.remove()
})
