// Receipts for withdrawing the answer “I will watch from home”: random, in one process's memory, valid once and for ten minutes.
import { randomBytes } from 'node:crypto'

/** How long an answer can be withdrawn: as long as a cancelled reply. */
export const receiptMs = 10 * 60_000
/** About 150 bytes each. The oldest is evicted first. */
const mostReceipts = 50_000

export type Receipt = {
  readonly gatheringId: string
  /** Whether the answer was added to the count. */
  readonly isCounted: boolean
  /** Key of the row that the answer was added to: a purge or a panic replaces the row. */
  readonly countKey: string
}

export type WatchReceipts = {
  readonly issue: (receipt: Receipt) => string
  /** Null for a receipt that was used, has expired, or belongs to another gathering. */
  readonly spend: (token: string, gatheringId: string) => Receipt | null
  /** Restores a receipt whose withdrawal failed. */
  readonly giveBack: (token: string, receipt: Receipt) => void
}

/** `now`: monotonic, ms. A receipt contains nothing about the person who answered. */
export function createWatchReceipts(now: () => number = () => performance.now()): WatchReceipts {
  /** In insertion order. */
  const open = new Map<string, { readonly receipt: Receipt; readonly until: number }>()

  function keep(token: string, receipt: Receipt): void {
    open.set(token, { receipt, until: now() + receiptMs })
    for (const [oldest, { until }] of open) {
      if (until > now() && open.size <= mostReceipts) return
      open.delete(oldest)
    }
  }

  return {
    issue: (receipt) => {
      const token = randomBytes(18).toString('base64url')
      keep(token, receipt)
      return token
    },
    spend: (token, gatheringId) => {
      const found = open.get(token)
      if (found === undefined || found.until <= now() || found.receipt.gatheringId !== gatheringId)
        return null
      open.delete(token)
      return found.receipt
    },
    giveBack: keep,
  }
}
