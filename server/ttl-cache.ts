// Caches whose entries expire by time, over the byte-bounded one: for what many ask for at once and may be a moment old.
import { createByteCache } from './byte-cache.ts'
import type { Clock } from './environment.ts'

const megabyte = 1024 * 1024

export type TtlCache = <Made>(key: string, load: () => Promise<Made>) => Promise<Made>

/** Keeps what is loaded for the rest of the second, by the clock of the wall. For what is made of many gatherings together. */
export function createTtlCache(clock: Clock): TtlCache {
  const ttlMs = 1000
  const entries = createByteCache<number>({ maxBytes: 8 * megabyte })
  return (key, load) => entries.getOrLoad(key, Math.floor(clock.now() / ttlMs), load)
}

export type AdaptiveCache = <Made>(
  key: string,
  /** All that must not be old: another version is loaded at once. */
  version: string,
  ttlMs: number,
  load: () => Promise<Made>,
) => Promise<Made>

type Freshness = { readonly version: string; expiresAt: number }

/** What takes long to load is loaded more seldom: at most an eighth of the time goes into it. */
const restAsLong = 7

/** Keeps what is loaded for `ttlMs`, or seven times as long as loading took where that is longer. `now` in ms, monotonic. */
export function createAdaptiveCache(now: () => number): AdaptiveCache {
  const entries = createByteCache<Freshness>({ maxBytes: 32 * megabyte })
  return <Made>(key: string, version: string, ttlMs: number, load: () => Promise<Made>) => {
    const found = entries.get(key)
    if (found !== undefined && found.version.version === version && now() < found.version.expiresAt) {
      return found.loading as Promise<Made>
    }
    const startedAt = now()
    // Until it is loaded, all who ask wait for the same.
    const freshness: Freshness = { version, expiresAt: Number.POSITIVE_INFINITY }
    const loading = load()
    loading.then(
      () => {
        freshness.expiresAt = Math.max(startedAt + ttlMs, now() + restAsLong * (now() - startedAt))
      },
      () => undefined,
    )
    entries.set(key, freshness, loading)
    return loading
  }
}
