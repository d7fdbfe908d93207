// Rate limits per source. Several hundred people may share an address: a hall, a camp, a mobile network.
import { type CellRate, createCellRate, type Limit, type Spent } from './cell-rate.ts'
import type { Source } from './sources.ts'

/**
 * Each limit lets a full hall start at once, and delays requests over it before refusing them. A unit of `reading` is about one millisecond
 * of server time.
 */
export const sourceLimits = {
  reading: { perSecond: 300, burst: 9000, longestWaitMs: 5000 },
  sockets: { perSecond: 20, burst: 600, longestWaitMs: 0 },
  /** Long-polling requests on open sockets, plus one unit per KB of body: several hundred phones send one or two each per second. */
  polls: { perSecond: 1000, burst: 10_000, longestWaitMs: 0 },
  /** Socket packets beyond each connection's own budget, plus one unit per KB. */
  packets: { perSecond: 2000, burst: 20_000, longestWaitMs: 2000 },
  commands: { perSecond: 30, burst: 1200, longestWaitMs: 2000 },
  replies: { perSecond: 2, burst: 500, longestWaitMs: 2000 },
  /** Replies from a source that exceeds its share while the gathering is flooded, or in closed cities; a proof of work replaces it. */
  crowdReplies: { perSecond: 1 / 10, burst: 1, longestWaitMs: 0 },
  proposals: { perSecond: 1 / 60, burst: 12, longestWaitMs: 0 },
  /** Wrong door codes. */
  guesses: { perSecond: 1 / 20, burst: 40, longestWaitMs: 0 },
} as const satisfies Readonly<Record<string, Limit>>

export type LimitName = keyof typeof sourceLimits

/** Most open sockets per source. */
const openSockets = 1200

export type SourceBudgets = {
  readonly spend: (source: Source | null, name: LimitName, units?: number) => Spent
  readonly peek: (source: Source | null, name: LimitName, units?: number) => Spent
  /** False when this source has its maximum of open sockets; each opened socket must be released with `socketClosed`. */
  readonly maySocketOpen: (source: Source | null) => boolean
  readonly socketOpened: (source: Source | null) => void
  readonly socketClosed: (source: Source | null) => void
  /** Call when people from this source arrived at their meeting: their hall's limits grow. */
  readonly addArrived: (source: Source | null, people: number) => void
  /** The factor by which a source's limits have grown, 1 or more. */
  readonly shareOf: (source: Source) => number
  /** Deletes sources whose budgets are full again. */
  readonly prune: () => void
}

/** A source's limits grow by their initial size for every this many people who arrived. */
const arrivedPerShare = 200
const mostShares = 10
const mostHalls = 10_000

const unlimited: Spent = { ok: true, waitMs: 0 }

/** `now`: monotonic, ms. */
export function createSourceBudgets(now: () => number = () => performance.now()): SourceBudgets {
  const rates = Object.fromEntries(
    Object.entries(sourceLimits).map(([name, limit]) => [name, createCellRate(limit, now)]),
  ) as Readonly<Record<LimitName, CellRate>>
  const open = new Map<Source, number>()
  const arrived = new Map<Source, number>()

  const shareOf = (source: Source) => Math.min(mostShares, 1 + (arrived.get(source) ?? 0) / arrivedPerShare)

  return {
    shareOf,
    prune: () => {
      for (const rate of Object.values(rates)) rate.prune()
    },
    spend: (source, name, units) =>
      source === null ? unlimited : rates[name].spend(source, units, shareOf(source)),
    peek: (source, name, units) =>
      source === null ? unlimited : rates[name].peek(source, units, shareOf(source)),
    maySocketOpen: (source) => source === null || (open.get(source) ?? 0) < openSockets * shareOf(source),
    socketOpened: (source) => {
      if (source !== null) open.set(source, (open.get(source) ?? 0) + 1)
    },
    socketClosed: (source) => {
      if (source === null) return
      const left = (open.get(source) ?? 0) - 1
      if (left > 0) open.set(source, left)
      else open.delete(source)
    },
    addArrived: (source, people) => {
      if (source === null || people <= 0) return
      const [oldest] = arrived.keys()
      if (arrived.size >= mostHalls && oldest !== undefined) arrived.delete(oldest)
      arrived.set(source, (arrived.get(source) ?? 0) + people)
    },
  }
}
