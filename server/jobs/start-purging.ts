// Purges every hour, in one process at a time, and only while the clock is trusted; records the clock every ten minutes.
import type { Clock } from '../clock-and-ids.ts'
import { loadClockRecord, saveClockRecord } from '../store/clock-rows.ts'
import { takeLease } from '../store/lease-rows.ts'
import type { Store } from '../store/open-store.ts'
import { type ClockTrust, createClockGuard, judgeApart } from './clock-guard.ts'
import { type PurgeHooks, purge } from './purge.ts'

const minuteMs = 60 * 1000
const lookEveryMs = 10 * minuteMs
const purgeEveryMs = 60 * minuteMs
/** Longer than a purge takes; if a process dies during one, others take over after this time. */
const leaseMs = 10 * minuteMs

export type PurgingParts = PurgeHooks & {
  readonly store: Store
  readonly clock: Clock
  /** Milliseconds, unaffected by changes of the system clock. */
  readonly monotonic?: (() => number) | undefined
  /** The clock that all processes share, epoch ms; null if there is none. */
  readonly databaseClock?: (() => Promise<number>) | null | undefined
  /** Identifies this process among those that serve the same installation. */
  readonly holder: string
  /** Prints a line for the operator. */
  readonly tell: (line: string) => void
}

export type Purging = {
  /** Whether deletion by date is on now. */
  readonly trust: () => ClockTrust
  /** Checks the clock, and purges if it is trusted and no other process does. True when it purged. */
  readonly run: () => Promise<boolean>
  readonly stop: () => Promise<void>
}

export function startPurging(parts: PurgingParts): Purging {
  const { store, clock, holder, tell, onTrouble } = parts
  const { monotonic = () => performance.now(), databaseClock = null } = parts
  const guard = createClockGuard(holder)
  let trust: ClockTrust = 'steady'
  let purgedAt = Number.NEGATIVE_INFINITY
  let running: Promise<unknown> = Promise.resolve()
  let isStopped = false

  async function look(): Promise<ClockTrust> {
    const record = await loadClockRecord(store.db)
    // A record derived from rows would follow a wrong clock as soon as that wrote a row, so it is stored.
    if (record?.by === 'rows') await saveClockRecord(store.db, record)
    const databaseNow = (await databaseClock?.()) ?? null
    const wall = clock.now()
    const verdict = guard.look({ wall, monotonic: monotonic(), record })
    const apart = databaseNow === null ? 'steady' : judgeApart(wall - databaseNow)
    const found = apart === 'steady' ? verdict.trust : apart
    if (found === 'steady') {
      await saveClockRecord(store.db, { at: wall, by: holder }, { isForced: verdict.replacesRecord })
    }
    const against = apart === 'steady' ? record?.at : databaseNow
    if (found !== trust) tell(found === 'steady' ? trustedLine : doubtLine(found, wall - (against ?? wall)))
    trust = found
    return found
  }

  async function purgeAlone(): Promise<boolean> {
    if ((await look()) !== 'steady') return false
    const now = clock.now()
    if (!(await takeLease(store.db, { name: 'purge', holder, now, lastsMs: leaseMs }))) return false
    purgedAt = monotonic()
    await purge(store, now, parts)
    return true
  }

  /** Runs sequentially: concurrent checks would look like a clock step. */
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const done = running.then(work)
    running = done.catch(() => undefined)
    return done
  }

  const tick = () => {
    if (isStopped) return
    const isDue = monotonic() - purgedAt >= purgeEveryMs - minuteMs
    inTurn<unknown>(isDue ? purgeAlone : look).catch((error: unknown) => {
      if (!isStopped) onTrouble(error)
    })
  }
  tick()
  const timer = setInterval(tick, lookEveryMs)
  timer.unref()
  return {
    trust: () => trust,
    run: () => inTurn(purgeAlone),
    stop: async () => {
      isStopped = true
      clearInterval(timer)
      await running
    },
  }
}

const trustedLine = 'The clock can be trusted again: what is due is purged.'

function doubtLine(trust: 'ahead' | 'behind', aheadMs: number): string {
  const minutes = Math.round(Math.abs(aheadMs) / minuteMs)
  const span = minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`
  return (
    `The clock of this machine is ${span} ${trust === 'ahead' ? 'ahead of' : 'behind'} the last recorded time, or was set while the server ran: ` +
    'nothing is purged until it has run 24 hours without being set. If it is right, say: multaqa purge --now'
  )
}
