// The server remembers sources only for existing gatherings and cities.
import { expect, test } from 'vitest'
import { createCellRate } from '#server/sources/cell-rate.ts'
import { createCrowds } from '#server/sources/source-activity.ts'
import { limits } from '#shared/protocol/limits.ts'

const notFound = { ok: false, reason: 'not-found' } as const

test('E10, D5: ids of no gathering push out nothing that is known of a source, however many are sent', () => {
  const crowds = createCrowds(
    () => 1,
    () => 0,
  )
  for (let made = 0; made < limits.proposalsOfSource; made += 1) {
    const record = crowds.of('a source', 'a gathering')
    expect(record.propose().isFull).toBe(false)
    record.proposed({ ok: true, version: 1, outcome: {} })
  }
  for (let made = 0; made < 30_000; made += 1) {
    const record = crowds.of('a source', `made-up-${made}`)
    expect(record.isOver()).toBe(false)
    record.reply('replyToMeeting', 'a hash').answered(notFound)
    record.propose()
    record.proposed(notFound)
  }
  expect(crowds.size()).toBe(1)
  expect(crowds.of('a source', 'a gathering').propose().isFull).toBe(true)
})

test('D5: a reply to a city that there is is remembered, also one that is refused', () => {
  const crowds = createCrowds(
    () => 1,
    () => 0,
  )
  const reply = crowds.of('a source', 'a gathering').reply('replyToMeeting', 'a hash')
  reply.reply({ meetingId: 'a city', isClosed: true, partySize: 1, mostPeople: 20, mark: 'a mark' })
  reply.answered(notFound)
  expect(crowds.size()).toBe(1)
})

test('D6: secrets that open nothing push out no lock: what was given back is not remembered', () => {
  const rate = createCellRate({ perSecond: 1 / 60, burst: 5, longestWaitMs: 0 }, () => 0)
  for (let guess = 0; guess < 5; guess += 1) rate.spend('locked')
  for (let made = 0; made < 60_000; made += 1) {
    rate.spend(`made-up-${made}`)
    rate.refund(`made-up-${made}`)
  }
  expect(rate.size()).toBe(1)
  expect(rate.spend('locked').ok).toBe(false)
  rate.refund('locked')
  expect(rate.spend('locked').ok).toBe(true)
  expect(rate.spend('locked').ok).toBe(false)
})

test('D6: a whole burst is there for a new key at any fraction of a millisecond of the clock', () => {
  let at = 0
  const rate = createCellRate({ perSecond: 1 / 60, burst: 5, longestWaitMs: 0 }, () => at)
  const refusedAt: number[] = []
  for (let step = 0; step < 20_000; step += 1) {
    at = 1_000 + step * 37.013_7
    if (!rate.peek(`key ${step}`, 5).ok) refusedAt.push(at)
  }
  expect(refusedAt).toEqual([])
})
