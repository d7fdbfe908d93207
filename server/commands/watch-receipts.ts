// Receipts by which the answer “I will watch from home” is taken back: random, in the memory of one process, valid once and for ten minutes.
import { randomBytes } from 'node:crypto'

/** How long an answer can be taken back: as long as a cancelled reply. */
export const receiptMs = 10 * 60_000
/** Some 150 bytes each. The oldest is forgotten first. */
const mostReceipts = 50_000

export type Receipt = {
  readonly gatheringId: string
  /** Whether the answer was added to the number. */
  readonly isCounted: boolean
  /** Of the row that the answer was added to: after a purge or a panic there is another row. */
  readonly countKey: string
}

export type WatchReceipts = {
  readonly issue: (receipt: Receipt) => string
  /** Null for one that was spent, that is too old, or that is of another gathering. */
  readonly spend: (token: string, gatheringId: string) => Receipt | null
  /** For one that could not be carried out. */
  readonly giveBack: (token: string, receipt: Receipt) => void
}

/** `now`: monotonic, ms. Nothing of whoever answered is kept with a receipt. */
export function createWatchReceipts(now: () => number = () => performance.now()): WatchReceipts {
  /** In the order of their making. */
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
