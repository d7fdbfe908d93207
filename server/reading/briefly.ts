// What was made of many gatherings together, kept for a second: made once for a crowd, and never old enough to mislead.
import { createByteCache } from '../byte-cache.ts'
import type { Clock } from '../environment.ts'

const keptMs = 1000
const maxBytes = 8 * 1024 * 1024

export type Briefly = <Made>(key: string, make: () => Promise<Made>) => Promise<Made>

export function createBriefly(clock: Clock): Briefly {
  const kept = createByteCache<number>({ maxBytes })
  return (key, make) => kept.remember(key, Math.floor(clock.now() / keptMs), make)
}
