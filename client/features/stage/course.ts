// How a city's streams went so far, and which one is shown: a pure machine that falls at once and comes back with care.
import { ownValue } from '#shared/domain/own-value.ts'

/** What is known of a stream that once did not come through. */
type Past = {
  readonly isOut: boolean
  /** How often it failed in a row. */
  readonly times: number
  /** When it was last found wanting, ms of the same clock as `at`. */
  readonly at: number
}

export type Course = {
  /** Streams that are shown by themselves, the best first; the reader's own choice leads them. */
  readonly order: readonly string[]
  readonly past: Readonly<Record<string, Past>>
  /** Null while nothing comes through. */
  readonly shown: string | null
  /** Since when that is so. */
  readonly since: number
}

/** What is shown stays at least so long before something better takes its place, ms. Only a loss is sooner. */
export const leastStayMs = 6_000
/** A lost stream is tried again after this, ms; the wait doubles with each failure in a row, up to `longestWaitMs`. */
export const firstWaitMs = 2_000
export const longestWaitMs = 60_000
/** What was shown for so long without a failure is trusted as if it had never failed, ms. */
const trustedAfterMs = 60_000

export function startCourse(order: readonly string[], at: number): Course {
  return { order, past: {}, shown: order[0] ?? null, since: at }
}

/** Other streams, or another wish of the reader, whose stream is tried even if it failed before. */
export function reorder(course: Course, order: readonly string[], at: number): Course {
  const [first] = order
  const isWished = (streamId: string) => streamId === first && course.order[0] !== first
  const past = Object.entries(course.past).filter(([id]) => order.includes(id) && !isWished(id))
  return showBest({ ...course, order, past: Object.fromEntries(past) }, at)
}

/** It does not come through: what is shown, or what was tried beside it. */
export function lose(course: Course, streamId: string, at: number): Course {
  const isTrusted = course.shown === streamId && at - course.since >= trustedAfterMs
  const times = (isTrusted ? 0 : (ownValue(course.past, streamId)?.times ?? 0)) + 1
  return showBest({ ...course, past: { ...course.past, [streamId]: { isOut: true, times, at } } }, at)
}

/** It was tried beside what is shown and comes through. The same course comes back where it is too early to change. */
export function regain(course: Course, streamId: string, at: number): Course {
  const past = ownValue(course.past, streamId)
  if (past?.isOut !== true || (course.shown !== null && at - course.since < leastStayMs)) return course
  return showBest({ ...course, past: { ...course.past, [streamId]: { ...past, isOut: false } } }, at)
}

/** The lost stream that is to be tried beside what is shown, the best first; null while there is none. */
export function toTry(course: Course, at: number): string | null {
  const better = course.order.slice(0, course.shown === null ? undefined : course.order.indexOf(course.shown))
  const isDue = ({ times, at: failedAt }: Past) =>
    at - failedAt >= Math.min(longestWaitMs, firstWaitMs * 2 ** (times - 1))
  return (
    better.find((streamId) => {
      const past = ownValue(course.past, streamId)
      return past?.isOut === true && isDue(past)
    }) ?? null
  )
}

function showBest(course: Course, at: number): Course {
  const shown = course.order.find((streamId) => ownValue(course.past, streamId)?.isOut !== true) ?? null
  return shown === course.shown ? course : { ...course, shown, since: at }
}
