// When the number of simultaneous replies is suspicious.
import { describe, expect, test } from 'vitest'
import { isBurst, minuteOf } from '#shared/domain/admission.ts'

/** The minute of `at`. */
const now = 1000
const at = now * 60_000 + 59_999

/** People by how many minutes ago they replied. */
const ago = (...people: readonly (readonly [minutes: number, count: number])[]) =>
  new Map(people.map(([minutes, count]) => [now - minutes, count]))

test('a minute begins with its first millisecond', () => {
  expect([minuteOf(59_999), minuteOf(60_000), minuteOf(119_999)]).toEqual([0, 1, 1])
})

describe('E4: a city is in a burst', () => {
  test.each([
    ['120 people in two minutes are usual without a limit', null, ago([0, 60], [1, 60]), false],
    ['121 are not', null, ago([0, 60], [1, 61]), true],
    ['40 are usual in a small city', 20, ago([0, 20], [1, 20]), false],
    ['41 are not', 20, ago([0, 21], [1, 20]), true],
    ['a quarter of 200 seats is usual', 200, ago([0, 50]), false],
    ['one more is not', 200, ago([0, 51]), true],
    ['of a very large city no more than 120 are usual', 10_000, ago([0, 121]), true],
    ['121 within three minutes are usual', null, ago([0, 60], [2, 61]), false],
    ['300 in ten minutes are usual', null, ago([0, 60], [2, 60], [4, 60], [6, 60], [9, 60]), false],
    ['301 in ten minutes are not', null, ago([0, 61], [2, 60], [4, 60], [6, 60], [9, 60]), true],
    ['301 in eleven minutes are usual', null, ago([0, 61], [2, 60], [4, 60], [6, 60], [10, 60]), false],
    [
      '900 in an hour are usual',
      null,
      new Map(Array.from({ length: 15 }, (_, index) => [now - 59 + index * 4, 60])),
      false,
    ],
    [
      '901 in an hour are not',
      null,
      new Map(Array.from({ length: 15 }, (_, index) => [now - 59 + index * 4, index === 14 ? 61 : 60])),
      true,
    ],
    ['a minute ago there were too many', null, ago([1, 121]), true],
    ['nine minutes ago there were too many', null, ago([9, 121]), true],
    ['ten minutes ago there were too many, the last of them nine', null, ago([9, 1], [10, 120]), true],
    ['the last odd minute was ten minutes ago', null, ago([10, 121]), true],
    ['the last odd minute was eleven minutes ago', null, ago([11, 121]), false],
    ['minutes to come do not count', null, ago([-1, 500]), false],
    ['nobody replied', null, ago(), false],
  ])('%s', (_what, capacity, people, isOdd) => {
    expect(isBurst(people, at, capacity)).toBe(isOdd)
  })

  test('by the part of the usual that its secret gives for the minute in question', () => {
    const half = (minute: number) => (minute === now - 3 ? 0.5 : 1)
    expect(isBurst(ago([3, 61]), at, null, half)).toBe(true)
    expect(isBurst(ago([3, 60]), at, null, half)).toBe(false)
    expect(isBurst(ago([5, 61]), at, null, half)).toBe(false)
  })
})
