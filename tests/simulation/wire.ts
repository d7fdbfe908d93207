// A connection between a simulated client and the server: seeded delays, reordering, duplicates and losses.
import type { Random } from '../support/random.ts'

export type Faults = { readonly lost: number; readonly doubled: number; readonly longestMs: number }

export type Wire = {
  /** Delivers a value, perhaps late, twice or never. */
  readonly carry: <Value>(value: Value, receive: (value: Value) => void) => void
  /** Loses everything in transit. */
  readonly cut: () => void
}

export function createWire(random: Random, faults: Faults): Wire {
  let line = 0
  return {
    carry: (value, receive) => {
      const text = JSON.stringify(value)
      const sentOn = line
      const times = random.chance(faults.lost) ? 0 : random.chance(faults.doubled) ? 2 : 1
      for (let time = 0; time < times; time += 1) {
        setTimeout(() => {
          if (line === sentOn) receive(JSON.parse(text))
        }, random.below(faults.longestMs))
      }
    },
    cut: () => {
      line += 1
    },
  }
}
