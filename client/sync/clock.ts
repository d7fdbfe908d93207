// The shared clock: the offset between this device's clock and the server's, so that all screens count down together.

export type ClockOffset = {
  /** Add to this device's epoch ms to get the server's. */
  readonly offsetMs: number
  /** The true offset differs from `offsetMs` by at most this: half the round trip of the best sample. */
  readonly uncertaintyMs: number
}

/** A device's two clocks: the wall clock, which people can set, and the monotonic one, which may pause while the device sleeps. */
export type DeviceClocks = { readonly now: () => number; readonly steady: () => number }

export const deviceClocks: DeviceClocks = { now: () => Date.now(), steady: () => performance.now() }

/**
 * Cristian's algorithm (1989): the sample with the shortest round trip has the smallest error bound. Null when all samples failed.
 * Round trips are measured on the monotonic clock: if the wall clock is set back during a trip, the worst sample would look best.
 */
export async function measureOffset(
  askServer: () => Promise<number>,
  { now, steady }: DeviceClocks,
  samples = 5,
): Promise<ClockOffset | null> {
  let best: ClockOffset | null = null
  for (let sample = 0; sample < samples; sample++) {
    const [sentAt, leftAt] = [now(), steady()]
    const serverNow = await askServer().catch(() => null)
    if (serverNow === null) continue
    const uncertaintyMs = (steady() - leftAt) / 2
    if (best === null || uncertaintyMs < best.uncertaintyMs) {
      best = { offsetMs: serverNow - (sentAt + uncertaintyMs), uncertaintyMs }
    }
  }
  return best
}
