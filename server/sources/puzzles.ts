// Proof of work as a speed bump: a source over its budget for replies may send another one for some computing time.
import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import type { Puzzle } from '#shared/protocol/puzzle.ts'

export type Puzzles = {
  /** Creates a puzzle for one secret; stores nothing. */
  readonly make: (actorKey: string) => Puzzle
  /** True once for each puzzle of this secret that was solved in time. */
  readonly take: (proof: string | undefined, actorKey: string) => boolean
}

/** About 65,000 hashes: a fifth of a second on a computer, a second or two on an old phone. */
const bits = 16
const lastsMs = 5 * 60 * 1000
const mostTaken = 50_000

/** The key is per process and in memory only: a proof for another process is answered with a new puzzle. `now`: monotonic, ms. */
export function createPuzzles(now: () => number): Puzzles {
  const key = randomBytes(32)
  const taken = new LRUCache<string, true>({ max: mostTaken })

  function challengeOf(expires: string, actorKey: string): string {
    return `${expires}.${createHmac('sha256', key).update(`${expires} ${actorKey}`).digest('base64url')}`
  }

  return {
    make: (actorKey) => ({ challenge: challengeOf(Math.ceil(now() + lastsMs).toString(36), actorKey), bits }),
    take: (proof, actorKey) => {
      if (proof === undefined) return false
      const [expires = '', , nonce = ''] = proof.split('.')
      const challenge = challengeOf(expires, actorKey)
      if (!isSame(proof, `${challenge}.${nonce}`) || Number.parseInt(expires, 36) < now()) return false
      if (taken.has(challenge) || leadingZeros(proof) < bits) return false
      taken.set(challenge, true)
      return true
    },
  }
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function leadingZeros(text: string): number {
  const hash = createHash('sha256').update(text).digest()
  return Math.clz32(hash.readUInt32BE(0))
}
