// What a process remembers of a source is deleted with the replies it concerns, but erasing one's own replies restores no limit.
import { expect, test } from 'vitest'
import { createCellRate } from '#server/sources/cell-rate.ts'
import { createCrowds } from '#server/sources/source-activity.ts'

const minuteMs = 60_000
const asked = { ok: true, version: 1, outcome: { state: 'waiting', exactState: 'asked' } } as const

function makeCrowds() {
  let now = 0
  const crowds = createCrowds(
    () => 1,
    () => now,
  )
  const reply = (source: string, meetingId: string, secretHash: string, isClosed = true) => {
    const from = crowds.of(source, 'gathering').reply('replyToMeeting', secretHash)
    const said = from.reply({ meetingId, isClosed, partySize: 1, mostPeople: 120, mark: `${meetingId} mark` })
    from.answered(asked)
    return said
  }
  const pass = (ms: number) => {
    now += ms
  }
  return { crowds, reply, pass }
}

const left = (marks: readonly string[], erased: readonly string[] = []) => ({
  marks: new Set(marks),
  isErased: (secretHash: string) => erased.includes(secretHash),
  isLongErased: (secretHash: string) => erased.includes(secretHash),
})

test('X13: what a source did to a city that was erased is forgotten, and what it did to another one stays', () => {
  const { crowds, reply } = makeCrowds()
  for (let at = 0; at < 20; at += 1) {
    reply('one', 'erased-city', `erased ${at}`)
    reply('one', 'other-city', `other ${at}`)
  }
  crowds.keepOnly('gathering', left(['other-city mark']))
  expect(crowds.secretsOf('gathering').some((secretHash) => secretHash.startsWith('erased'))).toBe(false)
  // The source's limit is restored only for the city whose replies are gone.
  expect(reply('one', 'other-city', 'one more').isCrowd).toBe(true)
  expect(reply('one', 'erased-city', 'first').isCrowd).toBe(false)
  crowds.keepOnly('gathering', null)
  expect(crowds.secretsOf('gathering')).toEqual([])
})

test('X13: whoever erases their own replies gets no budget back, and their secrets are forgotten', () => {
  const { crowds, reply } = makeCrowds()
  const secrets = Array.from({ length: 20 }, (_, at) => `erased ${at}`)
  for (const secretHash of secrets) reply('one', 'open-city', secretHash, false)
  crowds.keepOnly('gathering', left(['open-city mark'], secrets.slice(1)))
  expect(crowds.secretsOf('gathering')).toEqual(['erased 0'])
  expect(reply('one', 'open-city', 'one more', false).isCrowd).toBe(true)
})

test('X13: a source is forgotten once nothing counts that it did', () => {
  const { crowds, reply, pass } = makeCrowds()
  reply('one', 'closed-city', 'secret')
  pass(11 * minuteMs)
  crowds.prune()
  expect(crowds.secretsOf('gathering')).toEqual([])
  // The process still knows how many people the source brought (for 70 minutes) and how many of its replies wait (for a day).
  expect(crowds.size()).toBe(1)
  pass(24 * 60 * minuteMs)
  crowds.prune()
  expect(crowds.size()).toBe(0)
})

test('X13: a key that has its whole burst again is forgotten, and one that has not is kept', () => {
  let now = 0
  const rate = createCellRate({ perSecond: 1, burst: 5, longestWaitMs: 0 }, () => now)
  rate.spend('early')
  now = 900
  rate.spend('late', 3)
  now = 1000
  rate.prune()
  expect(rate.size()).toBe(1)
  expect(rate.peek('late', 3).ok).toBe(false)
})
