// What was made of many gatherings together, kept for a moment: made once for a crowd, and never old enough to mislead.
import type { Clock } from '../environment.ts'

const keptMs = 1000
const mostKept = 200

export type Briefly = <Made>(key: string, make: () => Promise<Made>) => Promise<Made>

export function createBriefly(clock: Clock): Briefly {
  const kept = new Map<string, { readonly at: number; readonly making: Promise<unknown> }>()
  return <Made>(key: string, make: () => Promise<Made>) => {
    const now = clock.now()
    const found = kept.get(key)
    if (found !== undefined && now >= found.at && now - found.at < keptMs)
      return found.making as Promise<Made>
    if (kept.size >= mostKept) kept.clear()
    const making = make()
    kept.set(key, { at: now, making })
    making.catch(() => kept.delete(key))
    return making
  }
}
