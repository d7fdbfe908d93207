// How bursts are combined from intervals of ten minutes, and how a reply's state is sent.
import { describe, expect, test } from 'vitest'
import { stateOf, travellingState } from '#shared/protocol/reply-state.ts'
import { burstsOf, stretchMinutes } from '#shared/protocol/reply-times.ts'

const stretch = (fromMinute: number, held: number, isBurst = true) => ({ fromMinute, held, isBurst })

describe('E7: a burst', () => {
  test('lasts as long as its stretches follow one another, in whichever order they are read', () => {
    expect(stretchMinutes).toBe(10)
    expect(burstsOf([stretch(110, 2), stretch(100, 3), stretch(120, 0)])).toEqual([
      { fromMinute: 100, toMinute: 129, held: 5 },
    ])
  })

  test('ends where a stretch is missing or was none, and the latest one comes first', () => {
    expect(burstsOf([stretch(100, 1), stretch(110, 7, false), stretch(120, 2), stretch(140, 4)])).toEqual([
      { fromMinute: 140, toMinute: 149, held: 4 },
      { fromMinute: 120, toMinute: 129, held: 2 },
      { fromMinute: 100, toMinute: 109, held: 1 },
    ])
  })

  test('of which nobody is asked any more is not told', () => {
    expect(burstsOf([stretch(100, 0), stretch(120, 1), stretch(140, 0)])).toEqual([
      { fromMinute: 120, toMinute: 129, held: 1 },
    ])
  })
})

test('E2: asked travels as waiting and declined as cancelled, and each state exactly beside that', () => {
  expect(
    (['asked', 'confirmed', 'waiting', 'declined', 'cancelled'] as const).map((state) =>
      travellingState(state),
    ),
  ).toEqual([
    { state: 'waiting', exactState: 'asked' },
    { state: 'confirmed', exactState: 'confirmed' },
    { state: 'waiting', exactState: 'waiting' },
    { state: 'cancelled', exactState: 'declined' },
    { state: 'cancelled', exactState: 'cancelled' },
  ])
  expect(stateOf({ state: 'waiting', exactState: 'asked' })).toBe('asked')
  expect(stateOf({ state: 'waiting' })).toBe('waiting')
})
