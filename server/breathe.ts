// Long work on the main thread, cut into short stretches, so that sockets and pages are served in between.
import { setImmediate as nextTurn } from 'node:timers/promises'

/** How long one stretch may hold the event loop, ms. */
const longestStretchMs = 20

let turnedAt = performance.now()
let isWatching = false

/** Gives the event loop a turn if this turn has lasted too long. To be awaited between pieces of work. */
export async function breathe(): Promise<void> {
  watch()
  if (performance.now() - turnedAt >= longestStretchMs) await nextTurn()
}

/** Notes when the current turn of the event loop began. */
function watch(): void {
  if (isWatching) return
  isWatching = true
  turnedAt = performance.now()
  setImmediate(() => {
    isWatching = false
  })
}
