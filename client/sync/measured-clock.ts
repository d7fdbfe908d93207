// The shared clock as it is kept: measured against the server's, and again once one of the two was set.
import { createStore, type StoreApi } from 'zustand/vanilla'
import { type ClockOffset, type DeviceClocks, measureOffset } from './clock.ts'

const measureEveryMs = 5 * 60_000
/** A beat may be this late before it says that one of the two clocks was set. */
const lateBeatMs = 2000

export type MeasuredClock = {
  /** Null until it was measured. */
  readonly offset: StoreApi<ClockOffset | null>
  /** The server's epoch ms, as near as is known. */
  readonly now: () => number
  readonly measure: () => Promise<void>
  /** Each beat carries the server's clock: once somebody sets theirs, or this device's, the offset is no longer true. */
  readonly compare: (serverNow: number) => void
  readonly stop: () => void
}

/** `askServer` gives the server's epoch ms, or fails while there is no line. */
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
