// The shared clock: how far this device's clock is off from the server's, so that every countdown strikes together.

export type ClockOffset = {
  /** Add to this device's epoch ms to get the server's. */
  readonly offsetMs: number
  /** The true offset lies within this much of it: half the round trip of the best sample. */
  readonly uncertaintyMs: number
}

/** Cristian's algorithm (1989): the sample with the shortest round trip bounds the error best. Null when none came back. */
export async function measureOffset(
  askServer: () => Promise<number>,
  now: () => number,
  samples = 5,
): Promise<ClockOffset | null> {
  let best: ClockOffset | null = null
  for (let sample = 0; sample < samples; sample++) {
    const sentAt = now()
    const serverNow = await askServer().catch(() => null)
    if (serverNow === null) continue
    const uncertaintyMs = (now() - sentAt) / 2
    if (best === null || uncertaintyMs < best.uncertaintyMs) {
      best = { offsetMs: serverNow - (sentAt + uncertaintyMs), uncertaintyMs }
    }
  }
  return best
}
