// How much one source may ask for. Several hundred people may share an address: a hall, a camp, a mobile network.
import { type CellRate, createCellRate, type Limit, type Spent } from './cell-rate.ts'
import type { Source } from './sources.ts'

/**
 * Each limit lets a full hall begin at once, and lets what is over it wait before it refuses. A unit of `reading` is about a millisecond of
 * the server's time.
 */
export const sourceLimits = {
  reading: { perSecond: 300, burst: 9000, longestWaitMs: 5000 },
  sockets: { perSecond: 20, burst: 600, longestWaitMs: 0 },
  /** Requests of long polling on open sockets, and a unit for each KB of their bodies: several hundred phones ask one or two times a second each. */
  polls: { perSecond: 1000, burst: 10_000, longestWaitMs: 0 },
  /** Packets of sockets beyond what each connection has of its own, and a unit for each KB of them. */
  packets: { perSecond: 2000, burst: 20_000, longestWaitMs: 2000 },
  commands: { perSecond: 30, burst: 1200, longestWaitMs: 2000 },
  replies: { perSecond: 2, burst: 500, longestWaitMs: 2000 },
  /** Of a source from which several come while the gathering is flooded; a proof of work stands in for it. */
  crowdReplies: { perSecond: 1 / 10, burst: 1, longestWaitMs: 0 },
  proposals: { perSecond: 1 / 60, burst: 12, longestWaitMs: 0 },
  /** Codes of the door that were wrong. */
  guesses: { perSecond: 1 / 20, burst: 40, longestWaitMs: 0 },
} as const satisfies Readonly<Record<string, Limit>>

export type LimitName = keyof typeof sourceLimits

/** Sockets that one source may have open at once. */
const openSockets = 1200

export type SourceBudgets = {
  readonly spend: (source: Source | null, name: LimitName, units?: number) => Spent
  readonly peek: (source: Source | null, name: LimitName, units?: number) => Spent
  /** False when this source has as many sockets open as it may; each that was opened must be given back by `socketClosed`. */
  readonly maySocketOpen: (source: Source | null) => boolean
  readonly socketOpened: (source: Source | null) => void
  readonly socketClosed: (source: Source | null) => void
  /** People from this source are at their meeting: their hall may ask for more. */
  readonly addArrived: (source: Source | null, people: number) => void
  /** By how much the limits of a source have grown, 1 or more. */
  readonly shareOf: (source: Source) => number
  /** Takes out the sources whose budgets are whole. */
  readonly prune: () => void
}

/** A hall's limits grow by their own size with each so many people who arrived. */
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
