// How much may wait to be carried out: more is sent back at once with the time to wait, so that whoever was taken in is answered soon.
import { performance } from 'node:perf_hooks'

/** Commands of one process that may wait. At the slowest rate that was seen on small machines they are done in a few seconds. */
export const mostWaiting = 4000
const shortestRetryMs = 1000
const longestRetryMs = 30_000
/** Commands a second, until it was measured. */
const firstGuess = 1000

export type QueueLimit = {
  /** False when nobody else can be taken in now. Each that was taken in must be given back by `done`. */
  readonly enter: () => boolean
  readonly done: (commands: number) => void
  /** When to ask again: as long as it takes to carry out what waits. */
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
    // While nobody waits the rate says how many come, not how many could.
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
