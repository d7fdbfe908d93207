// Chooses which of a city's streams to show from their history: a pure state machine that drops a failed stream at once and returns slowly.
import { ownValue } from '#shared/domain/own-value.ts'

/** The history of a stream that has failed at least once. */
type Past = {
  readonly isOut: boolean
  /** Number of failures in a row. */
  readonly times: number
  /** When it last failed, ms of the same clock as `at`. */
  readonly at: number
}

export type Course = {
  /** Streams that are shown automatically, best first; the reader's own choice comes first. */
  readonly order: readonly string[]
  readonly past: Readonly<Record<string, Past>>
  /** Null if no stream works. */
  readonly shown: string | null
  /** Since when `shown` has its value. */
  readonly since: number
}

/** A working stream is shown at least this long before a better one replaces it, ms. A failure replaces it at once. */
export const leastStayMs = 6_000
/** Wait before retrying a failed stream, ms; doubles with each failure in a row, up to `longestWaitMs`. */
export const firstWaitMs = 2_000
export const longestWaitMs = 60_000
/** After this long without a failure, earlier failures no longer count, ms. */
const trustedAfterMs = 60_000

export function startCourse(order: readonly string[], at: number): Course {
  return { order, past: {}, shown: order[0] ?? null, since: at }
}

/** Applies a new order; a newly chosen first stream is tried even if it failed before. */
export function reorder(course: Course, order: readonly string[], at: number): Course {
  const [first] = order
  const isWished = (streamId: string) => streamId === first && course.order[0] !== first
  const past = Object.entries(course.past).filter(([id]) => order.includes(id) && !isWished(id))
  return showBest({ ...course, order, past: Object.fromEntries(past) }, at)
}

/** A stream failed: the one shown, or the one tried in the background. */
export function lose(course: Course, streamId: string, at: number): Course {
  const isTrusted = course.shown === streamId && at - course.since >= trustedAfterMs
  const times = (isTrusted ? 0 : (ownValue(course.past, streamId)?.times ?? 0)) + 1
  return showBest({ ...course, past: { ...course.past, [streamId]: { isOut: true, times, at } } }, at)
}

/** The stream tried in the background works. Returns the same course if it is too early to switch. */
export function regain(course: Course, streamId: string, at: number): Course {
  const past = ownValue(course.past, streamId)
  if (past?.isOut !== true || (course.shown !== null && at - course.since < leastStayMs)) return course
  return showBest({ ...course, past: { ...course.past, [streamId]: { ...past, isOut: false } } }, at)
}

/** The best failed stream that is due for a retry in the background; null if there is none. */
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
