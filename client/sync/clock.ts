// The shared clock: how far this device's clock is off from the server's, so that every countdown strikes together.

export type ClockOffset = {
  /** Add to this device's epoch ms to get the server's. */
  readonly offsetMs: number
  /** The true offset lies within this much of it: half the round trip of the best sample. */
  readonly uncertaintyMs: number
}

/** A device's two clocks: the one that people set, and the one that only goes forward, which may rest while the device sleeps. */
export type DeviceClocks = { readonly now: () => number; readonly steady: () => number }

export const deviceClocks: DeviceClocks = { now: () => Date.now(), steady: () => performance.now() }

/**
 * Cristian's algorithm (1989): the sample with the shortest round trip bounds the error best. Null when none came back. Trips are taken
 * on the steady clock: one that was set back in between would make the worst sample the best.
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
