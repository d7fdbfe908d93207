// A rate limiter for many keys: the generic cell rate algorithm (ITU-T I.371, annex A), which stores one number per key.

export type Limit = {
  /** Sustained units per second. */
  readonly perSecond: number
  /** Units at once. */
  readonly burst: number
  /** Requests over the limit may be delayed up to this long, in ms; longer delays are refused. */
  readonly longestWaitMs: number
}

/** `waitMs`: run it after this many ms, 0 for at once. Refused: nothing was spent; `retryAfterMs` says when it will fit. */
export type Spent =
  | { readonly ok: true; readonly waitMs: number }
  | { readonly ok: false; readonly retryAfterMs: number }

export type CellRate = {
  /** `share` multiplies both rate and burst. */
  readonly spend: (key: string, units?: number, share?: number) => Spent
  /** The answer `spend` would give; spends nothing. */
  readonly peek: (key: string, units?: number, share?: number) => Spent
  /** Refunds units spent on something that turned out not to count. */
  readonly refund: (key: string, units?: number) => void
  readonly size: () => number
  /** Deletes keys whose burst is full again: they would only reveal who asked. */
  readonly prune: () => void
  readonly forget: (isMeant: (key: string) => boolean) => void
}

/** About 100 bytes each. */
const mostKeys = 50_000

/** `now`: monotonic, ms. Evicts the least recently used key, which resets its budget. */
export function createCellRate(limit: Limit, now: () => number = () => performance.now()): CellRate {
  /** By key: when the next unit would be due if units came evenly, ms. */
  const dueAt = new Map<string, number>()

  function keep(key: string, due: number): void {
    dueAt.delete(key)
    dueAt.set(key, due)
    if (dueAt.size <= mostKeys) return
    const [oldest] = dueAt.keys()
    if (oldest !== undefined) dueAt.delete(oldest)
  }

  function decide(key: string, units: number, share: number, isSpent: boolean): Spent {
    const msPerUnit = 1000 / (limit.perSecond * share)
    const at = now()
    const due = Math.max(dueAt.get(key) ?? 0, at) + units * msPerUnit
    // A clock with fractions leaves rounding errors far below a microsecond, which must not count as a millisecond of waiting.
    const waitMs = Math.ceil(Math.max(0, due - at - limit.burst * share * msPerUnit - 1e-6))
    if (waitMs > limit.longestWaitMs) return { ok: false, retryAfterMs: waitMs }
    if (isSpent) keep(key, due)
    return { ok: true, waitMs }
  }

  return {
    spend: (key, units = 1, share = 1) => decide(key, units, share, true),
    peek: (key, units = 1, share = 1) => decide(key, units, share, false),
    refund: (key, units = 1) => {
      const due = dueAt.get(key)
      if (due === undefined) return
      const left = due - (units * 1000) / limit.perSecond
      // A key with a full budget must not take up a slot.
      if (left <= now()) dueAt.delete(key)
      else dueAt.set(key, left)
    },
    size: () => dueAt.size,
    prune: () => {
      const at = now()
      for (const [key, due] of dueAt) if (due <= at) dueAt.delete(key)
    },
    forget: (isMeant) => {
      for (const key of dueAt.keys()) if (isMeant(key)) dueAt.delete(key)
    },
  }
}
