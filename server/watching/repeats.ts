// Keeps a log short while something goes on failing: one line a minute of each kind, which says how often it happened.

const lineEveryMs = 60_000
/** Kinds that are told apart at once; whatever else happens then is one kind together. */
const mostKinds = 50

/** How often this kind happened since its last line, this time included; null while its last line is not a minute old. */
export type Repeats = (kind: string) => number | null

/** `now`: milliseconds that no setting of the clock moves. */
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
