// What is costly to make and may be a moment old, as long as nothing but numbers has changed since.
import { createByteCache } from '../byte-cache.ts'

export type Recently = <Made>(
  key: string,
  /** All that must not be old: another shape is made again at once. */
  shape: string,
  freshMs: number,
  make: () => Promise<Made>,
) => Promise<Made>

type Freshness = { readonly shape: string; freshUntil: number }

const maxBytes = 32 * 1024 * 1024
/** What takes long to make is made more seldom: at most an eighth of the time goes into it. */
const restAsLong = 7

/** `now` in ms, monotonic. */
export function createRecently(now: () => number): Recently {
  const kept = createByteCache<Freshness>({ maxBytes })
  return <Made>(key: string, shape: string, freshMs: number, make: () => Promise<Made>) => {
    const found = kept.get(key)
    if (found !== undefined && found.tag.shape === shape && now() < found.tag.freshUntil) {
      return found.making as Promise<Made>
    }
    const startedAt = now()
    // While it is being made, whoever else asks waits for the same.
    const freshness: Freshness = { shape, freshUntil: Number.POSITIVE_INFINITY }
    const made = make()
    made.then(
      () => {
        freshness.freshUntil = Math.max(startedAt + freshMs, now() + restAsLong * (now() - startedAt))
      },
      () => undefined,
    )
    kept.put(key, freshness, made)
    return made
  }
}
