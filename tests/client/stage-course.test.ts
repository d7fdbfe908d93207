// Which stream is shown when streams fail and recover: finally always the best that works, without flicker.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  type Course,
  firstWaitMs,
  leastStayMs,
  longestWaitMs,
  lose,
  regain,
  reorder,
  startCourse,
  toTry,
} from '#client/features/stage/stream-fallback.ts'

const order = ['main', 'backup', 'audio']

describe('a course', () => {
  test('falls at once from main to back-up to sound, and to nothing', () => {
    let course = startCourse(order, 0)
    const shown = order.map((streamId, index) => {
      course = lose(course, streamId, index)
      return course.shown
    })
    expect(shown).toEqual(['backup', 'audio', null])
  })
  test('comes back to main, but not before the back-up was shown for a while', () => {
    const fallen = lose(startCourse(order, 0), 'main', 1000)
    expect(regain(fallen, 'main', 1000 + leastStayMs - 1)).toBe(fallen)
    expect(regain(fallen, 'main', 1000 + leastStayMs).shown).toBe('main')
  })
  test('comes back at once where nothing is shown', () => {
    const none = order.reduce((course, streamId) => lose(course, streamId, 5), startCourse(order, 0))
    expect(regain(none, 'audio', 6).shown).toBe('audio')
  })
  test('trusts a stream that comes and goes less each time, and again after a minute that it held', () => {
    let course = lose(startCourse(order, 0), 'main', 0)
    expect(toTry(course, firstWaitMs)).toBe('main')
    course = lose(regain(course, 'main', 10_000), 'main', 12_000)
    expect(toTry(course, 12_000 + firstWaitMs)).toBeNull()
    expect(toTry(course, 12_000 + 2 * firstWaitMs)).toBe('main')
    course = lose(regain(course, 'main', 20_000), 'main', 80_000)
    expect(toTry(course, 80_000 + firstWaitMs)).toBe('main')
  })
  test('tries what the reader asks for, even if it failed before', () => {
    const fallen = lose(startCourse(order, 0), 'audio', 0)
    expect(reorder(fallen, ['audio', 'main', 'backup'], 1).shown).toBe('audio')
    expect(reorder(lose(startCourse(order, 0), 'main', 0), ['main', 'audio'], 1).shown).toBe('audio')
  })
})

/** How long a stream on trial must play, and how long it may take to start, ms. */
const provenAfterMs = 2_000
const givenUpAfterMs = 8_000
const stallSeenAfterMs = 4_000
const stepMs = 250

type Trial = { readonly id: string; readonly from: number; goodSince: number | null }
type World = (streamId: string, at: number) => boolean

/** Simulates a screen with streams that fail and recover; returns everything shown. */
function play(
  world: World,
  forMs: number,
  start: Course,
): { readonly at: number; readonly course: Course }[] {
  let course = start
  let stillSince: number | null = null
  let trial: Trial | null = null as Trial | null
  const seen = [{ at: 0, course }]
  const take = (next: Course, at: number) => {
    if (next.shown !== course.shown) seen.push({ at, course: next })
    course = next
  }
  for (let at = 0; at <= forMs; at += stepMs) {
    const { shown } = course
    stillSince = shown === null || world(shown, at) ? null : (stillSince ?? at)
    if (shown !== null && stillSince !== null && at - stillSince >= stallSeenAfterMs) {
      take(lose(course, shown, at), at)
      stillSince = null
    }
    const wanted: string | null = trial?.id ?? toTry(course, at)
    if (wanted === null || course.past[wanted]?.isOut !== true) trial = null
    else {
      trial ??= { id: wanted, from: at, goodSince: null }
      trial.goodSince = world(wanted, at) ? (trial.goodSince ?? at) : null
      if (trial.goodSince !== null && at - trial.goodSince >= provenAfterMs)
        take(regain(course, wanted, at), at)
      else if (at - trial.from >= givenUpAfterMs) {
        take(lose(course, wanted, at), at)
        trial = null
      }
    }
  }
  return seen
}

/** For each stream the times at which it fails or recovers, ms; it works at first. */
const troubles = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 240_000 }), { maxLength: 12 }), {
  minLength: 3,
  maxLength: 3,
})
const worldOf =
  (changes: readonly (readonly number[])[]): World =>
  (streamId, at) =>
    (changes[order.indexOf(streamId)] ?? []).filter((change) => change <= at).length % 2 === 0

const quietAfterMs = 240_000
/** The longest wait of each stream in turn, plus the time of the trials. */
const settledAfterMs = quietAfterMs + order.length * (longestWaitMs + givenUpAfterMs) + leastStayMs

test('whatever the streams do, in the end the best that works is shown, and nothing where none works', () => {
  fc.assert(
    fc.property(troubles, (changes) => {
      const world = worldOf(changes)
      const last = play(world, settledAfterMs, startCourse(order, 0)).at(-1)?.course.shown
      expect(last).toBe(order.find((streamId) => world(streamId, quietAfterMs)) ?? null)
    }),
    { numRuns: 300 },
  )
})

test('whatever the streams do, nothing better takes its place before it was shown for a while', () => {
  fc.assert(
    fc.property(troubles, (changes) => {
      const seen = play(worldOf(changes), settledAfterMs, startCourse(order, 0))
      const rank = (shown: string | null) => (shown === null ? order.length : order.indexOf(shown))
      for (const [index, { at, course }] of seen.entries()) {
        const before = seen[index - 1]
        if (before === undefined || rank(course.shown) > rank(before.course.shown)) continue
        if (before.course.shown !== null) expect(at - before.at).toBeGreaterThanOrEqual(leastStayMs)
      }
    }),
    { numRuns: 300 },
  )
})
