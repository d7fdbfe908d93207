// Which of the crew's messages are kept when there are more than a page shows.
import { describe, expect, test } from 'vitest'
import { keepMessages, mostMessages } from '#shared/protocol/crew-talk.ts'
import type { CrewMessageView } from '#shared/protocol/views.ts'

type Speaker = { readonly from?: string; readonly alias?: string; readonly rehearsalId?: string }

const said = (order: number, { from, alias = '', rehearsalId }: Speaker = {}): CrewMessageView => ({
  messageId: `message-${order}`,
  order,
  at: order,
  from: from ?? null,
  alias,
  to: null,
  cue: null,
  text: '',
  rehearsalId: rehearsalId ?? null,
})
const many = (count: number, first: number, speaker: Speaker) =>
  Array.from({ length: count }, (_, index) => said(first + index, speaker))
const orders = (messages: readonly CrewMessageView[]) => messages.map(({ order }) => order)

describe('K7: of what the crew said', () => {
  test('as much as a page shows is kept, in the order in which it was said', () => {
    const messages = many(mostMessages, 0, { from: 'berlin' })
    expect(keepMessages([...messages].reverse())).toEqual(messages)
  })

  test('a speaker who says more than a page shows keeps the newest', () => {
    const kept = orders(keepMessages(many(mostMessages + 3, 0, { from: 'berlin' })))
    expect([kept.length, kept[0], kept.at(-1)]).toEqual([mostMessages, 3, mostMessages + 2])
  })

  test.each([
    ['a city', { from: 'aleppo' }],
    ['a name of the control room', { alias: 'Layla' }],
    ['an organizer without a name', {}],
    ['a name of the control room that is a city’s id', { alias: 'berlin' }],
  ])('the few old messages of %s are not crowded out by another speaker', (_what, speaker) => {
    const few = many(2, 0, speaker)
    const kept = keepMessages([...few, ...many(mostMessages + 50, 10, { from: 'berlin' })])
    expect(kept).toHaveLength(mostMessages)
    expect(orders(kept).slice(0, 3)).toEqual([0, 1, 62])
  })

  test('many cities keep their newest message each, and of their second ones the newest are kept', () => {
    const cities = Array.from({ length: 150 }, (_, index) => `city-${index}`)
    const all = [0, 1000].flatMap((start) => cities.map((from, index) => said(start + index, { from })))
    const kept = orders(keepMessages(all))
    expect(kept.filter((order) => order >= 1000)).toHaveLength(150)
    expect(kept.filter((order) => order < 1000)).toEqual(
      Array.from({ length: 50 }, (_, index) => 100 + index),
    )
  })

  test('a city is one speaker, whatever names it gives itself', () => {
    const few = many(2, 0, { from: 'aleppo' })
    const names = Array.from({ length: mostMessages + 1 }, (_, index) =>
      said(10 + index, { from: 'berlin', alias: `name-${index}` }),
    )
    expect(orders(keepMessages([...few, ...names])).slice(0, 2)).toEqual([0, 1])
  })

  test('the live hour and the rehearsal have a page each', () => {
    const live = many(mostMessages + 1, 0, { from: 'berlin' })
    const rehearsed = many(mostMessages + 1, 5000, { from: 'berlin', rehearsalId: 'monday' })
    const kept = keepMessages([...rehearsed, ...live])
    expect(kept).toEqual([...live.slice(1), ...rehearsed.slice(1)])
  })
})
