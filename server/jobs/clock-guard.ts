// Decides whether the clock may be trusted to delete by date: compares it with the recorded clock and with the monotonic one.
import type { ClockRecord } from '../store/clock-rows.ts'

const minuteMs = 60 * 1000
const hourMs = 60 * minuteMs

/** A server may have been off for this long; a clock that is further ahead of the record is not believed. */
export const mostAheadMs = 26 * hourMs
/** A clock that is not believed is believed again after so long without a step. */
export const steadyForMs = 24 * hourMs
/** Clocks of several machines differ by less, and time servers correct them by less. */
export const toleranceMs = minuteMs

/** `steady`: deletes by date. `ahead` and `behind`: does not, because the clock contradicts the record or has jumped. */
export type ClockTrust = 'steady' | 'ahead' | 'behind'

/** Milliseconds: `wall` since the epoch, `monotonic` from any beginning. `record` as it stands in the database now. */
export type ClockReading = {
  readonly wall: number
  readonly monotonic: number
  readonly record: ClockRecord | null
}

export type ClockVerdict = {
  readonly trust: ClockTrust
  /** The record contradicts a clock that has been steady for long enough, and has to be replaced by it. */
  readonly replacesRecord: boolean
}

type Instant = Pick<ClockReading, 'wall' | 'monotonic'>

export type ClockGuard = { readonly look: (reading: ClockReading) => ClockVerdict }

/** `self`: by which name this process writes records. */
export function createClockGuard(self: string): ClockGuard {
  let last: Instant | null = null
  /** As it stood at the last look; undefined before the first one. */
  let lastRecord: ClockRecord | null | undefined
  /** Since when the clock has been running without a step, monotonic. */
  let steadySince = 0
  /** From where the clock is followed while it is trusted; null while it is not. */
  let anchor: Instant | null = null
  /** While it is not trusted: why, because of the record or because of its own steps. */
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
        // Small steps are forgotten after a steady day, or when somebody else confirms the clock; until then they add up.
        if (anchor === null || isNews || isSteadyForLong) return trusted(now)
        const bySteps = judge(driftSince(anchor, now))
        return bySteps === 'steady' ? { trust: 'steady', replacesRecord: false } : doubted(bySteps, 'step')
      }
      // It was set right, or another process or the operator confirms it.
      if (byRecord === 'steady' && (isNews || doubt.by === 'record')) return trusted(now)
      // As long as another process goes on recording another time, this clock alone decides nothing.
      if (isNews) steadySince = monotonic
      else if (isSteadyForLong) return trusted(now, true)
      return doubted(byRecord === 'steady' ? doubt.trust : byRecord, doubt.by)
    },
  }
}

/** How much more time passed by the wall clock than by the monotonic one. */
function driftSince(then: Instant, now: Instant): number {
  return now.wall - then.wall - (now.monotonic - then.monotonic)
}

/** Against the clock of the database, which all processes share. */
export function judgeApart(aheadMs: number): ClockTrust {
  if (Math.abs(aheadMs) <= toleranceMs) return 'steady'
  return aheadMs > 0 ? 'ahead' : 'behind'
}

/** For a command that runs once beside the server: against the recorded clock alone. */
export function judgeByRecord(now: number, record: ClockRecord | null): ClockTrust {
  return record === null ? 'steady' : judge(now - record.at)
}

function judge(aheadMs: number): ClockTrust {
  if (aheadMs > mostAheadMs) return 'ahead'
  return aheadMs < -toleranceMs ? 'behind' : 'steady'
}
