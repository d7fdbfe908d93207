// Erases cancelled replies after ten minutes and withdrawn cities after a day, when they can no longer be restored.
import { cancelledKeptMinutes } from '#shared/domain/retention.ts'
import type { Clock } from '../clock-and-ids.ts'
import type { Committed } from '../commands/execute.ts'
import { eraseAndRaise } from '../commands/raise-erased.ts'
import type { Store } from '../store/open-store.ts'
import type { Purged } from '../store/purge-rows.ts'
import { forgetNoted, notedToRedact, redactChanges, type Within } from '../store/redact-changes.ts'
import {
  cancelledUntil,
  citiesToErase,
  eraseCancelled,
  eraseWithdrawn,
  gatheringsWithCancelled,
} from '../store/taken-back-rows.ts'
import type { ClockTrust } from './clock-guard.ts'

const minuteMs = 60 * 1000
const lookEveryMs = minuteMs / 2

export type TakenAwayParts = {
  readonly store: Store
  readonly clock: Clock
  /** Withdrawn cities are erased only by a trusted clock; cancelled replies always. */
  readonly trust: () => ClockTrust
  readonly onCommitted: (committed: Committed) => void
  readonly onPurged: (purged: Purged) => void
  readonly scrub: () => void
  readonly onTrouble: (error: unknown) => void
}

export type TakenAway = {
  /** Erases what is due now; returns the numbers of erased replies and cities. */
  readonly run: () => Promise<{ readonly replies: number; readonly cities: number }>
  /** Call after a command erased something, to finish the erasure soon. */
  readonly soon: () => void
  readonly stop: () => Promise<void>
}

/** Runs in every process: it locks one gathering at a time, and a second process finds nothing left to do. */
export function startErasingTakenAway(parts: TakenAwayParts): TakenAway {
  const { store, clock, onTrouble } = parts
  let running: Promise<unknown> = Promise.resolve()
  let isStopped = false

  /** A failure does not stop other erasures; it is retried at the next run. */
  async function attempt<Value>(work: () => Promise<Value>): Promise<Value | null> {
    return work().catch((error: unknown) => {
      if (!isStopped) onTrouble(error)
      return null
    })
  }

  async function eraseReplies(now: number): Promise<number> {
    const until = now - cancelledKeptMinutes * minuteMs
    let erased = 0
    for (const gatheringId of await gatheringsWithCancelled(store.db, until)) {
      await attempt(async () => {
        // In chunks, until nothing is left or another process has taken the rest.
        for (let here = 1; here > 0; ) {
          here = await eraseSome(gatheringId, { until, now })
          erased += here
        }
      })
    }
    return erased
  }

  async function eraseSome(
    gatheringId: string,
    times: { readonly until: number; readonly now: number },
  ): Promise<number> {
    const replies = await cancelledUntil(store.db, gatheringId, times.until)
    if (replies.length === 0) return 0
    const within: Within = (use) => store.db.transaction().execute(use)
    const done = await eraseCancelled(within, gatheringId, replies, times)
    if (done === null) return 0
    const { from, to, changes, layers } = done
    parts.onCommitted({ gatheringId, from, to, changes, layers })
    return done.replies
  }

  async function eraseCities(now: number): Promise<number> {
    if (parts.trust() !== 'steady') return 0
    let erased = 0
    for (const city of await citiesToErase(store.db, now)) {
      await attempt(async () => {
        const purged = await store.db
          .transaction()
          .execute((db) =>
            eraseAndRaise(db, city.gatheringId, city.meetingId, () => eraseWithdrawn(db, city, now)),
          )
        if (purged === null) return
        parts.onPurged(purged)
        erased += 1
      })
    }
    return erased
  }

  /** Redacts log entries of replies that commands erased at once, because scanning the log within a command would take too long. */
  async function redactLog(): Promise<number> {
    let redacted = 0
    for (const [gatheringId, { attendanceIds, head }] of await notedToRedact(store.db)) {
      await attempt(async () => {
        await redactChanges((use) => store.db.transaction().execute(use), gatheringId, attendanceIds, head)
        await forgetNoted(store.db, attendanceIds)
        redacted += attendanceIds.size
      })
    }
    return redacted
  }

  async function erase(): Promise<{ readonly replies: number; readonly cities: number }> {
    const now = clock.now()
    const replies = (await attempt(() => eraseReplies(now))) ?? 0
    const cities = (await attempt(() => eraseCities(now))) ?? 0
    const redacted = (await attempt(redactLog)) ?? 0
    if (replies + cities + redacted > 0) parts.scrub()
    return { replies, cities }
  }

  function run(): Promise<{ readonly replies: number; readonly cities: number }> {
    const done = running.then(erase)
    running = done.catch(() => undefined)
    return done
  }

  const timer = setInterval(() => {
    run().catch((error: unknown) => {
      if (!isStopped) onTrouble(error)
    })
  }, lookEveryMs)
  timer.unref()
  let isQueued = false
  function soon(): void {
    if (isQueued || isStopped) return
    isQueued = true
    running = running.then(() => {
      isQueued = false
      return erase()
    })
    running = running.catch(onTrouble)
  }

  return {
    run,
    soon,
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      await running
    },
  }
}
