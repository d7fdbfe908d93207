// Limits the waiting commands: more are refused at once with a retry time, so that accepted ones are answered soon.
import { performance } from 'node:perf_hooks'

/** Most waiting commands per process. At the slowest rate measured on small machines they take a few seconds. */
export const mostWaiting = 4000
const shortestRetryMs = 1000
const longestRetryMs = 30_000
/** Commands per second, until measured. */
const firstGuess = 1000

export type QueueLimit = {
  /** False when the queue is full. Each accepted command must be released with `done`. */
  readonly enter: () => boolean
  readonly done: (commands: number) => void
  /** The estimated time to execute what waits. */
  readonly retryAfterMs: () => number
}

export function createQueueLimit(most = mostWaiting, now = () => performance.now()): QueueLimit {
  let waiting = 0
  let perSecond = firstGuess
  let since = now()
  let doneSince = 0

  function measure(commands: number): void {
    doneSince += commands
    const ms = now() - since
    if (ms < 1000) return
    // With an empty queue the rate measures demand, not capacity.
    if (waiting > 0) perSecond = Math.max(1, (perSecond + (doneSince * 1000) / ms) / 2)
    since = now()
    doneSince = 0
  }

  return {
    enter: () => {
      if (waiting >= most) return false
      waiting += 1
      return true
    },
    done: (commands) => {
      waiting -= commands
      measure(commands)
    },
    retryAfterMs: () =>
      Math.round(Math.min(longestRetryMs, Math.max(shortestRetryMs, (waiting / perSecond) * 1000))),
  }
}
