// Packing counts is lossless, whatever the ids and the numbers are.
import { isDeepStrictEqual } from 'node:util'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { packCounts, shortStarts, unpackCounts } from '#shared/protocol/packed-counts.ts'
import type { CountsView, MeetingView, Snapshot } from '#shared/protocol/views.ts'

const id = fc.stringMatching(/^[A-Za-z0-9_-]{8,64}$/)
/** Ids with long common prefixes, as an attacker might choose. */
const likeIds = fc
  .tuple(
    fc.constantFrom('', 'aaaaaaaa', '__proto__', '12345678'),
    fc.oneof(id, fc.constantFrom('', 'a', 'ab', 'abc')),
  )
  .map(([start, rest]) => `${start}${rest}`.padEnd(8, 'a'))
const people = fc.option(fc.nat(200_000), { nil: null })
const counts = fc.record({
  asked: people,
  vouched: people,
  confirmed: people,
  arrived: people,
  waiting: people,
  left: people,
  full: fc.boolean(),
  rounded: fc.boolean(),
})
const cities = fc
  .uniqueArray(likeIds, { minLength: 1, maxLength: 40 })
  .chain((ids) =>
    fc.tuple(...ids.map((meetingId) => counts.map((each): CountsView => ({ meetingId, ...each })))),
  )

function snapshotOf(known: readonly CountsView[]): Snapshot {
  const meetings = known.map(({ meetingId }) => ({ meetingId }) as MeetingView)
  return {
    epoch: 'e',
    version: 7,
    gathering: { gatheringId: 'g' },
    meetings,
    counts: known,
  } as unknown as Snapshot
}

test('U9: what is packed and unpacked is what was there, also by readers who know fewer cities', () => {
  let packed = 0
  fc.assert(
    fc.property(cities, cities, fc.nat(), (before, after, choice) => {
      const known = snapshotOf(before)
      const told = new Map(before.map((view) => [view.meetingId, view]))
      const now = before.map((view, place) => ({ ...(after[place] ?? view), meetingId: view.meetingId }))
      const changed = now.filter((_, place) => (choice + place) % 3 !== 0)
      if (changed.length === 0) return
      packed += 1
      const hidden = Array.from(
        { length: 5 },
        (_, place) => `${before[0]?.meetingId.slice(0, 3)}-hidden-${place}`,
      )
      const starts = shortStarts([...told.keys(), ...hidden])
      const arrivedOnly = new Set(
        changed
          .filter((view) => isDeepStrictEqual({ ...told.get(view.meetingId), arrived: view.arrived }, view))
          .map(({ meetingId }) => meetingId),
      )
      const update = unpackCounts(packCounts(changed, arrivedOnly, starts), known, { from: 7, to: 9 })
      expect(update?.counts).toEqual(changed)
      expect(update).toMatchObject({ from: 7, to: 9, epoch: 'e', gatheringId: 'g' })
    }),
  )
  expect(packed).toBeGreaterThan(50)
})

test('U9: an arrival alone takes a handful of characters', () => {
  const before: CountsView = {
    meetingId: 'x1Zabcdefgh',
    asked: 7,
    vouched: 3,
    confirmed: 380,
    arrived: 11,
    waiting: 0,
    left: 20,
    full: false,
    rounded: false,
  }
  const starts = shortStarts([before.meetingId, 'qqqqqqqqqqq'])
  const arrived = new Set([before.meetingId])
  expect(packCounts([{ ...before, arrived: 12 }], arrived, starts)).toBe('x1:12')
  expect(packCounts([{ ...before, confirmed: 381 }], new Set(), starts)).toBe('x1:381/11/0/20///7/3')
  expect(packCounts([{ ...before, arrived: 12 }], new Set(), starts)).toBe('x1:380/12/0/20///7/3')
})

test('U9: an asked reply alone is told, after what clients of before read', () => {
  const before: CountsView = {
    meetingId: 'x1Zabcdefgh',
    asked: 7,
    vouched: 3,
    confirmed: 380,
    arrived: 11,
    waiting: 0,
    left: 20,
    full: false,
    rounded: false,
  }
  const starts = shortStarts([before.meetingId])
  expect(packCounts([{ ...before, asked: 8 }], new Set(), starts)).toBe('x1:380/11/0/20///8/3')
})

test('U9: a city that is not known, or could be two, is a gap', () => {
  const view = (meetingId: string): CountsView => ({
    meetingId,
    asked: 0,
    vouched: 0,
    confirmed: 1,
    arrived: 0,
    waiting: 0,
    left: null,
    full: false,
    rounded: false,
  })
  const known = snapshotOf([view('berlin-one'), view('berlin-two')])
  expect(unpackCounts('pa:3', known, { from: 7, to: 8 })).toBeNull()
  expect(unpackCounts('berlin-:3', known, { from: 7, to: 8 })).toBeNull()
  expect(unpackCounts('berlin-t:3', known, { from: 7, to: 8 })?.counts?.[0]?.arrived).toBe(3)
})
