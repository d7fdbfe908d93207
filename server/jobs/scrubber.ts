// Scrubs after commits that erased something: one scrub for all that come close together, and never two at once.
import { setTimeout as pause } from 'node:timers/promises'
import type { Store } from '../store/open-store.ts'

/** A crowd that erases at once costs a few scrubs a second, not one each. */
const gatherMs = 250

export type Scrubber = {
  /** Soon. `isThorough`: also writes the tables anew where the database leaves deleted rows in their files. */
  readonly scrub: (isThorough?: boolean) => void
  /** Settles when all that was asked for is done. */
  readonly idle: () => Promise<void>
}

export function createScrubber(
  store: Pick<Store, 'scrub' | 'rewrite'>,
  onTrouble: (error: unknown) => void,
): Scrubber {
  let running: Promise<void> = Promise.resolve()
  let isWaiting = false
  let wantsThorough = false

  async function work(): Promise<void> {
    await pause(gatherMs)
    const isThorough = wantsThorough
    isWaiting = false
    wantsThorough = false
    await store.scrub()
    if (isThorough) await store.rewrite()
  }

  return {
    scrub: (isThorough = false) => {
      wantsThorough ||= isThorough
      if (isWaiting) return
      isWaiting = true
      running = running.then(work).catch(onTrouble)
    },
    idle: () => running,
  }
}
