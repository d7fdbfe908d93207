// The clock and the source of ids, which tests replace.
import { randomBytes } from 'node:crypto'

export type Clock = { readonly now: () => number }
export type Ids = { readonly next: () => string }

export const systemClock: Clock = { now: () => Date.now() }
export const randomIds: Ids = { next: randomId }

const idBytes = 12
/** Draws random bytes in batches, because each system call costs more than the rest of an id. */
const drawn = { bytes: Buffer.alloc(0), used: 0 }

function randomId(): string {
  if (drawn.used === drawn.bytes.length) {
    drawn.bytes = randomBytes(idBytes * 256)
    drawn.used = 0
  }
  drawn.used += idBytes
  return drawn.bytes.toString('base64url', drawn.used - idBytes, drawn.used)
}
