// Migration 015 on a database of the previous version.
import { expect, test } from 'vitest'
import { migrate } from '#server/store/migrate.ts'
import { minuteOf } from '#shared/domain/admission.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { takeBackCounting } from '../support/take-back.ts'
import { startTestApp } from '../support/test-app.ts'
import { accepted, cityIds, makeGathering, makeSecret } from '../support/test-gathering.ts'
import { makeTestStore } from '../support/test-store.ts'

test('P9: a database of before gets its keys and the people of the last minutes, and cities that a closed one joined the stricter rule', async () => {
  const kept = await makeTestStore()
  const app = await startTestApp({ sharedStore: kept })
  const gathering = await makeGathering(app)
  const [into, from] = [
    await gathering.addCity(cityIds.berlin),
    await gathering.addCity(cityIds.idlib, { exposure: exposurePresets.vetted }),
  ]
  const person = await app.connect()
  for (const { meetingId } of [into, from]) {
    const payload = { meetingId, partySize: 3 }
    const credential = makeSecret('r')
    accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
  }
  await gathering.order('mergeMeeting', { meetingId: from.meetingId, intoMeetingId: into.meetingId })
  await app.close()
  const store = await kept.open()
  const { db } = store
  const minute = minuteOf(Date.now())
  await db.updateTable('attendances').set({ replied_minute: minute }).execute()
  await db
    .updateTable('meetings')
    .set({ exposure: JSON.stringify(exposurePresets.open) })
    .where('meeting_id', '=', into.meetingId)
    .execute()
  await takeBackCounting(db)
  await migrate(db)
  const rows = await db
    .selectFrom('meetings')
    .select(['meeting_id', 'exposure', 'own_counts', 'count_key'])
    .execute()
  const row = (meetingId: string) => rows.find((each) => each.meeting_id === meetingId)
  expect(JSON.parse(row(into.meetingId)?.exposure ?? '{}')).toMatchObject({ counts: 'hidden' })
  expect(row(into.meetingId)?.own_counts).toBe('exact')
  expect(row(from.meetingId)?.own_counts).toBe('')
  expect(new Set(rows.map(({ count_key }) => count_key)).size).toBe(rows.length)
  expect(await db.selectFrom('reply_minutes').selectAll().execute()).toEqual([
    { meeting_id: into.meetingId, minute, people: 6 },
  ])
  await store.close()
  await kept.remove()
})
