// Splits long work on the main thread into short stretches, so that the event loop can serve other requests in between.
import { setImmediate as nextTurn } from 'node:timers/promises'

/** The longest time that one stretch may block the event loop, ms. */
const longestStretchMs = 20

let turnedAt = performance.now()
let isWatching = false

/** Yields to the event loop if the current turn has lasted too long. Await it between pieces of work. */
export async function breathe(): Promise<void> {
  watch()
  if (performance.now() - turnedAt >= longestStretchMs) await nextTurn()
}

/** Records when the current turn of the event loop began. */
function watch(): void {
  if (isWatching) return
  isWatching = true
  turnedAt = performance.now()
  setImmediate(() => {
    isWatching = false
  })
}
