// How many messages one sender may send: a bucket that fills again with time.

/** `units`: 1 when absent. False: there were too few left, and none was spent. */
export type Budget = { readonly spend: (now: number, units?: number) => boolean }

/** `perSecond` in the long run, `burst` at once. Times in milliseconds, monotonic. */
export function createBudget(perSecond: number, burst: number, now: number): Budget {
  let left = burst
  let filledAt = now
  return {
    spend: (at, units = 1) => {
      left = Math.min(burst, left + ((at - filledAt) / 1000) * perSecond)
      filledAt = at
      if (left < units) return false
      left -= units
      return true
    },
  }
}
