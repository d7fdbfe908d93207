// A source of zone rules from sorted transitions: the packaged table, or the system's.
import type { Transition } from './compile-zones.ts'
import type { RuleSource } from './rule-source.ts'

export function tableRules(
  table: {
    readonly version: string
    readonly transitionsOf: (name: string) => readonly Transition[] | undefined
  },
  about: Pick<RuleSource, 'name' | 'from' | 'at'>,
): RuleSource {
  return {
    ...about,
    version: table.version,
    offsetAt(name, instant) {
      const transitions = table.transitionsOf(name)
      return transitions?.[lastUpTo(transitions, instant)]?.[1]
    },
    changesBetween(name, from, until) {
      const transitions = table.transitionsOf(name) ?? []
      const first = transitions.length === 0 ? 0 : lastUpTo(transitions, from) + 1
      const changes: Transition[] = []
      for (let index = first; index < transitions.length; index += 1) {
        const change = transitions[index]
        if (change === undefined || change[0] >= until) break
        changes.push(change)
      }
      return changes
    },
  }
}

/** The index of the last transition at or before an instant; the first if all are later. */
function lastUpTo(transitions: readonly Transition[], instant: number): number {
  let [low, high] = [0, transitions.length - 1]
  while (low < high) {
    const middle = (low + high + 1) >> 1
    if ((transitions[middle]?.[0] ?? 0) <= instant) low = middle
    else high = middle - 1
  }
  return low
}
