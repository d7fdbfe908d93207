// Decides whether the clock may be trusted for deletion by date: compares it with the recorded clock and the monotonic clock.
import type { ClockRecord } from '../store/clock-rows.ts'

const minuteMs = 60 * 1000
const hourMs = 60 * minuteMs

/** A server may have been off for this long; a clock further ahead of the record is not trusted. */
export const mostAheadMs = 26 * hourMs
/** An untrusted clock is trusted again after running this long without a step. */
export const steadyForMs = 24 * hourMs
/** Clocks of several machines differ by less, and time servers correct them by less. */
export const toleranceMs = minuteMs

/** `steady`: deletion by date is on. `ahead` and `behind`: it is off, because the clock contradicts the record or has jumped. */
export type ClockTrust = 'steady' | 'ahead' | 'behind'

/** Milliseconds: `wall` since the epoch, `monotonic` since any start. `record`: the current one in the database. */
export type ClockReading = {
  readonly wall: number
  readonly monotonic: number
  readonly record: ClockRecord | null
}

export type ClockVerdict = {
  readonly trust: ClockTrust
  /** True when the record contradicts a clock that has been steady for long enough; the clock then replaces the record. */
  readonly replacesRecord: boolean
}

type Instant = Pick<ClockReading, 'wall' | 'monotonic'>

export type ClockGuard = { readonly look: (reading: ClockReading) => ClockVerdict }

/** `self`: the name under which this process writes records. */
export function createClockGuard(self: string): ClockGuard {
  let last: Instant | null = null
  /** The record at the last check; undefined before the first one. */
  let lastRecord: ClockRecord | null | undefined
  /** Since when the clock has been running without a step, monotonic. */
  let steadySince = 0
  /** Reference point for accumulated drift while the clock is trusted; null while it is not. */
  let anchor: Instant | null = null
  /** Why the clock is not trusted: it contradicts the record, or it stepped. Null while it is trusted. */
  let doubt: { readonly by: 'record' | 'step'; readonly trust: ClockTrust } | null = null

  function trusted(now: Instant, replacesRecord = false): ClockVerdict {
    doubt = null
    anchor = now
    return { trust: 'steady', replacesRecord }
  }

  function doubted(trust: ClockTrust, by: 'record' | 'step'): ClockVerdict {
    doubt ??= { by, trust }
    anchor = null
    return { trust, replacesRecord: false }
  }

  return {
    look: ({ wall, monotonic, record }) => {
      const now = { wall, monotonic }
      if (last === null || Math.abs(driftSince(last, now)) > toleranceMs) steadySince = monotonic
      last = now
      const isNews =
        lastRecord !== undefined && record !== null && record.by !== self && record.at !== lastRecord?.at
      lastRecord = record
      const isSteadyForLong = monotonic - steadySince >= steadyForMs
      const byRecord = record === null ? 'steady' : judge(wall - record.at)
      if (doubt === null) {
        if (byRecord !== 'steady') return doubted(byRecord, 'record')
        // Small steps add up until a steady day has passed or somebody else confirms the clock; then they are reset.
        if (anchor === null || isNews || isSteadyForLong) return trusted(now)
        const bySteps = judge(driftSince(anchor, now))
        return bySteps === 'steady' ? { trust: 'steady', replacesRecord: false } : doubted(bySteps, 'step')
      }
      // The clock was corrected, or another process or the operator confirms it.
      if (byRecord === 'steady' && (isNews || doubt.by === 'record')) return trusted(now)
      // While another process keeps recording a different time, this clock alone cannot replace the record.
      if (isNews) steadySince = monotonic
      else if (isSteadyForLong) return trusted(now, true)
      return doubted(byRecord === 'steady' ? doubt.trust : byRecord, doubt.by)
    },
  }
}

/** How much more time the wall clock counted than the monotonic one. */
function driftSince(then: Instant, now: Instant): number {
  return now.wall - then.wall - (now.monotonic - then.monotonic)
}

/** Compares with the database's clock, which all processes share. */
export function judgeApart(aheadMs: number): ClockTrust {
  if (Math.abs(aheadMs) <= toleranceMs) return 'steady'
  return aheadMs > 0 ? 'ahead' : 'behind'
}

/** For a command that runs once beside the server: compares with the recorded clock only. */
export function judgeByRecord(now: number, record: ClockRecord | null): ClockTrust {
  return record === null ? 'steady' : judge(now - record.at)
}

function judge(aheadMs: number): ClockTrust {
  if (aheadMs > mostAheadMs) return 'ahead'
  return aheadMs < -toleranceMs ? 'behind' : 'steady'
}
