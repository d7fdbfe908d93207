// Cleans up the database files after erasures: batches requests that come close together, runs one at a time, and retries until done.
import { setTimeout as pause } from 'node:timers/promises'
import type { Clock } from '../clock-and-ids.ts'
import { endLease, takeLease } from '../store/lease-rows.ts'
import { wantedTidying } from '../store/pending-cleanup.ts'
import { type Tidied, tidy } from './tidy.ts'

/** Many simultaneous erasures cost a few scrubs per second, not one each. */
const gatherMs = 250
/** Retries what failed, or what another process left undone. */
const againMs = 30_000
const lease = 'tidying'
/** If a process dies while cleaning up, others take over after this time. */
const leaseMs = 2 * 60_000

export type Scrubber = {
  /** Soon truncates logs and does the requested cleanups (`wantTidying`). */
  readonly scrub: () => void
  /** Settles when the requested work was tried. */
  readonly idle: () => Promise<void>
  /** As `idle`; nothing new starts. */
  readonly stop: () => Promise<void>
}

export type ScrubberParts = {
  readonly store: Tidied
  readonly clock: Clock
  /** Identifies this process among those that serve the same installation. */
  readonly holder: string
  readonly onTrouble: (error: unknown) => void
  readonly retryMs?: number
}

export function createScrubber(parts: ScrubberParts): Scrubber {
  const { store, clock, holder, onTrouble, retryMs = againMs } = parts
  let running: Promise<void> = Promise.resolve()
  let isWaiting = false
  let isStopped = false
  /** Kept in memory only: each start scrubs SQLite anyway, and PostgreSQL vacuums by itself. */
  let isScrubWanted = store.kind === 'sqlite'

  async function work(): Promise<void> {
    isWaiting = false
    const isScrubbing = isScrubWanted
    isScrubWanted = false
    try {
      const wanted = await wantedTidying(store.db)
      if (wanted.size === 0) {
        if (isScrubbing) await store.scrub()
        return
      }
      if (!(await takeLease(store.db, { name: lease, holder, now: clock.now(), lastsMs: leaseMs }))) {
        isScrubWanted ||= isScrubbing
        return
      }
      try {
        await tidy(store)
      } finally {
        await endLease(store.db, lease)
      }
    } catch (error) {
      isScrubWanted ||= isScrubbing
      throw error
    }
  }

  function ask(afterMs: number): void {
    if (isWaiting || isStopped) return
    isWaiting = true
    running = running.then(async () => {
      if (afterMs > 0) await pause(afterMs)
      await work()
    })
    running = running.catch(onTrouble)
  }

  ask(0)
  const timer = setInterval(() => ask(0), retryMs)
  timer.unref()
  return {
    scrub: () => {
      isScrubWanted = true
      ask(gatherMs)
    },
    idle: () => running,
    stop: () => {
      isStopped = true
      clearInterval(timer)
      return running
    },
  }
}
