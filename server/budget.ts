// A token bucket that limits how many messages one sender may send.

/** `units`: 1 by default. False: too few tokens were left, and none was spent. */
export type Budget = { readonly spend: (now: number, units?: number) => boolean }

/** `perSecond` on average, `burst` at once. Times in milliseconds, monotonic. */
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
