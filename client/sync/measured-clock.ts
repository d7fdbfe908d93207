// Keeps the offset to the server's clock: measured at intervals, and again when either clock was set.
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type ClockOffset, type DeviceClocks, measureOffset } from './clock.ts'

const measureEveryMs = 5 * 60_000
/** A beat may be this late before it means that one of the two clocks was set. */
const lateBeatMs = 2000

export type MeasuredClock = {
  /** Null until the first measurement. */
  readonly offset: StoreApi<ClockOffset | null>
  /** The server's time in epoch ms, as exactly as it is known. */
  readonly now: () => number
  readonly measure: () => Promise<void>
  /** Each beat carries the server's time; a jump shows that one of the clocks was set, so the offset must be measured again. */
  readonly compare: (serverNow: number) => void
  readonly stop: () => void
}

/** `askServer` returns the server's epoch ms, or rejects without a connection. */
export function createMeasuredClock(askServer: () => Promise<number>, clocks: DeviceClocks): MeasuredClock {
  const offset = createStore<ClockOffset | null>(() => null)
  const now = () => clocks.now() + (offset.getState()?.offsetMs ?? 0)
  let isMeasuring = false

  async function measure(): Promise<void> {
    if (isMeasuring) return
    isMeasuring = true
    const measured = await measureOffset(askServer, clocks)
    isMeasuring = false
    if (measured !== null) offset.setState(measured)
  }

  function compare(serverNow: number): void {
    const uncertaintyMs = offset.getState()?.uncertaintyMs ?? 0
    if (Math.abs(now() - serverNow) > lateBeatMs + uncertaintyMs) void measure()
  }

  const measuring = setInterval(() => void measure(), measureEveryMs)
  return { offset, now, measure, compare, stop: () => clearInterval(measuring) }
}
