// More requests than the server can process: accepted ones are answered, the others get a retry time and succeed later.
import { expect, test } from 'vitest'
import { createQueueLimit } from '#server/commands/queue-limit.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import { pause } from '../support/person.ts'
import { startTestApp } from '../support/test-app.ts'
import { cityIds, makeGathering, makeSecret } from '../support/test-gathering.ts'

test('C10: what waits is bounded, and the time to wait grows with it', () => {
  let now = 0
  const limit = createQueueLimit(4000, () => now)
  for (let command = 0; command < 4000; command += 1) expect(limit.enter()).toBe(true)
  expect(limit.enter()).toBe(false)
  expect(limit.retryAfterMs()).toBe(4000)
  now = 1000
  limit.done(3000)
  expect(limit.retryAfterMs()).toBe(1000)
  expect(limit.enter()).toBe(true)
})

test('C10: a flood is shed honestly: every reply that was asked for is there in the end, once, and nobody was left without a word', async () => {
  const app = await startTestApp({ mostWaiting: 20 })
  const gathering = await makeGathering(app)
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const people = await Promise.all(Array.from({ length: 4 }, () => app.connect()))
  const toldToWait: number[] = []
  const replied = await Promise.all(
    Array.from({ length: 120 }, async (_, at): Promise<Answer> => {
      const person = people[at % people.length]
      if (person === undefined) throw new Error('nobody')
      const [credential, commandId] = [makeSecret('r'), makeSecret('r')]
      for (;;) {
        const answer = await person.ask(
          'replyToMeeting',
          gathering.gatheringId,
          { meetingId, partySize: 1 },
          { credential, commandId },
        )
        if (answer.ok || !(answer.reason === 'busy' || answer.reason === 'too-fast')) return answer
        if (answer.reason === 'busy') toldToWait.push(answer.retryAfterMs ?? 0)
        await pause(200)
      }
    }),
  )
  expect(replied.filter(({ ok }) => ok)).toHaveLength(120)
  expect(toldToWait.length).toBeGreaterThan(0)
  for (const ms of toldToWait) expect(ms).toBeGreaterThanOrEqual(1000)
  const rows = await app.store().db.selectFrom('attendances').select('attendance_id').execute()
  expect(rows).toHaveLength(120)
  await app.close()
}, 30_000)
