// How many messages one sender may send: a bucket that fills again with time.

export type Budget = { readonly spend: (now: number) => boolean }

/** `perSecond` in the long run, `burst` at once. Times in milliseconds, monotonic. */
export function createBudget(perSecond: number, burst: number, now: number): Budget {
  let left = burst
  let filledAt = now
  return {
    spend: (at) => {
      left = Math.min(burst, left + ((at - filledAt) / 1000) * perSecond)
      filledAt = at
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
