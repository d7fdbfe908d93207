// How many answers “I will watch from home” one source may add to the number of one gathering; in memory only.
import { createCellRate } from './cell-rate.ts'
import type { Source } from './sources.ts'

const daySeconds = 24 * 60 * 60

/** Of one source to one gathering: a household, or some of a hall that shares an address. */
export const watchingOfSource = { perSecond: 20 / daySeconds, burst: 20, longestWaitMs: 0 }
/** Of all whose source is not known, to one gathering. */
export const watchingOfUnknown = { perSecond: 1 / 30, burst: 100, longestWaitMs: 0 }

/** Whether one more answer counts. `now`: monotonic, ms. */
export type WatchingBudget = (source: Source | null, gatheringId: string) => boolean

export function createWatchingBudget(now: () => number = () => performance.now()): WatchingBudget {
  const known = createCellRate(watchingOfSource, now)
  const unknown = createCellRate(watchingOfUnknown, now)
  return (source, gatheringId) =>
    source === null ? unknown.spend(gatheringId).ok : known.spend(`${source} ${gatheringId}`).ok
}
