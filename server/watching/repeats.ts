// Limits repeated log lines: one line per minute for each kind, with the number of occurrences.

const lineEveryMs = 60_000
/** Number of kinds tracked at once; further kinds count as one. */
const mostKinds = 50

/** How often this kind has occurred since its last line, including now; null if its last line is less than a minute old. */
export type Repeats = (kind: string) => number | null

/** `now`: a monotonic clock, ms. */
export function createRepeats(now: () => number): Repeats {
  const kinds = new Map<string, { lineAt: number; since: number }>()

  function forgetQuiet(at: number): void {
    for (const [kind, { lineAt, since }] of kinds)
      if (since === 0 && at - lineAt >= lineEveryMs) kinds.delete(kind)
  }

  return (kind) => {
    const at = now()
    if (!kinds.has(kind)) forgetQuiet(at)
    const known = kinds.has(kind) || kinds.size < mostKinds ? kind : 'others'
    const state = kinds.get(known) ?? { lineAt: Number.NEGATIVE_INFINITY, since: 0 }
    state.since += 1
    kinds.set(known, state)
    if (at - state.lineAt < lineEveryMs) return null
    const times = state.since
    state.lineAt = at
    state.since = 0
    return times
  }
}
