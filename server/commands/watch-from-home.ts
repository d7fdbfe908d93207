// Counts the answers “I will watch from home” and their withdrawals. Answers close together are one addition; no single answer is stored.
import type { Gathering } from '#shared/domain/gathering.ts'
import { gatheringPhase } from '#shared/domain/moment.ts'
import type { RefusalReason } from '#shared/protocol/answers.ts'
import type { Clock } from '../clock-and-ids.ts'
import { loadGatheringToChange } from '../store/gathering-rows.ts'
import { loadMeetings } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { Queries } from '../store/tables.ts'
import { addWatching } from '../store/watching-rows.ts'
import { createWatchReceipts } from './watch-receipts.ts'

/** Answers are collected for this long, so that a flood costs one short transaction each time. */
const gatherMs = 100

type Refused = {
  readonly ok: false
  readonly reason: Extract<
    RefusalReason,
    'not-found' | 'gathering-past' | 'gathering-cancelled' | 'link-not-valid' | 'server-trouble'
  >
}
type Written = { readonly ok: true; readonly countKey: string } | Refused

/** `receipt`: withdraws the answer once, within ten minutes, at this process. */
export type WatchAnswer = { readonly ok: true; readonly receipt: string } | Refused
export type WatchTakenBack = { readonly ok: true } | Refused

export type WatchFromHome = {
  /**
   * `isCounted`: false for an answer beyond the limit of its source. It waits for the same write and gets the same answer, so that nobody
   * learns how many others from that source answered. Resolves after the commit.
   */
  readonly answer: (gatheringId: string, isCounted: boolean) => Promise<WatchAnswer>
  /** Refused with `link-not-valid` when the receipt is not valid (any more). Resolves after the commit. */
  readonly takeBack: (gatheringId: string, receipt: string) => Promise<WatchTakenBack>
}

type Batch = {
  added: number
  /** For each withdrawn answer, the key of the row it was added to. */
  readonly takenFrom: string[]
  readonly written: Promise<Written>
}

export function createWatchFromHome(parts: {
  readonly store: Store
  readonly clock: Clock
  readonly onTrouble: (error: unknown) => void
  /** Monotonic, ms. */
  readonly now?: () => number
}): WatchFromHome {
  const { store, clock, onTrouble } = parts
  const receipts = createWatchReceipts(parts.now)
  const waiting = new Map<string, Batch>()

  function batchOf(gatheringId: string): Batch {
    const known = waiting.get(gatheringId)
    if (known !== undefined) return known
    const written = new Promise<void>((resolve) => setTimeout(resolve, gatherMs)).then(() => {
      waiting.delete(gatheringId)
      return write(gatheringId, batch)
    })
    const batch: Batch = { added: 0, takenFrom: [], written }
    waiting.set(gatheringId, batch)
    return batch
  }

  async function write(gatheringId: string, batch: Batch): Promise<Written> {
    try {
      return await store.db.transaction().execute(async (db): Promise<Written> => {
        const record = await loadGatheringToChange(db, gatheringId)
        if (record === null || record.gathering.status !== 'published')
          return { ok: false, reason: 'not-found' }
        const { gathering } = record
        if (gathering.standing === 'cancelled') return { ok: false, reason: 'gathering-cancelled' }
        const isPast = gatheringPhase(gathering, clock.now(), await publicZones(db, gathering)) === 'past'
        // After a purge the count is a final record.
        if (isPast || record.purgedAt !== null) return { ok: false, reason: 'gathering-past' }
        const countKey = await addWatching(db, gatheringId, batch.added, batch.takenFrom)
        return { ok: true, countKey }
      })
    } catch (error) {
      onTrouble(error)
      return { ok: false, reason: 'server-trouble' }
    }
  }

  return {
    answer: async (gatheringId, isCounted) => {
      const batch = batchOf(gatheringId)
      if (isCounted) batch.added += 1
      const written = await batch.written
      if (!written.ok) return written
      return { ok: true, receipt: receipts.issue({ gatheringId, isCounted, countKey: written.countKey }) }
    },
    takeBack: async (gatheringId, token) => {
      const receipt = receipts.spend(token, gatheringId)
      if (receipt === null) return { ok: false, reason: 'link-not-valid' }
      const batch = batchOf(gatheringId)
      if (receipt.isCounted) batch.takenFrom.push(receipt.countKey)
      const written = await batch.written
      if (written.ok) return { ok: true }
      receipts.giveBack(token, receipt)
      return written
    },
  }
}

/** Time zones of public cities, when the gathering's end depends on them. */
async function publicZones(db: Queries, { gatheringId, clockRule }: Gathering): Promise<readonly string[]> {
  if (clockRule === 'same-instant') return []
  const cities = await loadMeetings(db, gatheringId)
  return cities
    .filter(({ meeting }) => meeting.status === 'approved' && meeting.exposure.existence === 'public')
    .map(({ meeting }) => meeting.place.timeZone)
}
