// Limits how many answers “I will watch from home” one source may add to the count of one gathering; in memory only.
import { createCellRate } from './cell-rate.ts'
import type { Source } from './sources.ts'

const daySeconds = 24 * 60 * 60

/** Per source and gathering: enough for a household, or part of a hall that shares an address. */
export const watchingOfSource = { perSecond: 20 / daySeconds, burst: 20, longestWaitMs: 0 }
/** Per gathering, for all unknown sources together. */
export const watchingOfUnknown = { perSecond: 1 / 30, burst: 100, longestWaitMs: 0 }

export type WatchingBudget = {
  /** Whether one more answer counts. */
  readonly spend: (source: Source | null, gatheringId: string) => boolean
  /** Deletes sources whose budgets are full again. */
  readonly prune: () => void
  /** Call when the gathering's count was erased. */
  readonly forget: (gatheringId: string) => void
}

/** `now`: monotonic, ms. */
export function createWatchingBudget(now: () => number = () => performance.now()): WatchingBudget {
  const known = createCellRate(watchingOfSource, now)
  const unknown = createCellRate(watchingOfUnknown, now)
  return {
    spend: (source, gatheringId) =>
      source === null ? unknown.spend(gatheringId).ok : known.spend(`${source} ${gatheringId}`).ok,
    prune: known.prune,
    forget: (gatheringId) => known.forget((key) => key.endsWith(` ${gatheringId}`)),
  }
}
