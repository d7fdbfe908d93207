// Caches with expiring entries, on top of the byte-bounded cache: for popular data that may be slightly out of date.
import { createByteCache } from './byte-cache.ts'
import type { Clock } from './clock-and-ids.ts'

const megabyte = 1024 * 1024

export type TtlCache = <Made>(key: string, load: () => Promise<Made>) => Promise<Made>

/** Keeps entries until the end of the current second of wall-clock time. For data derived from many gatherings. */
export function createTtlCache(clock: Clock): TtlCache {
  const ttlMs = 1000
  const entries = createByteCache<number>({ maxBytes: 8 * megabyte })
  return (key, load) => entries.getOrLoad(key, Math.floor(clock.now() / ttlMs), load)
}

export type AdaptiveCache = <Made>(
  key: string,
  /** Covers all data that must be current: another version is loaded at once. */
  version: string,
  ttlMs: number,
  load: () => Promise<Made>,
) => Promise<Made>

type Freshness = { readonly version: string; expiresAt: number }

/** Slow loads are repeated less often: loading takes at most an eighth of the time. */
const restAsLong = 7

/** Keeps entries for `ttlMs`, or for seven times their loading time if that is longer. `now` in ms, monotonic. */
export function createAdaptiveCache(now: () => number): AdaptiveCache {
  const entries = createByteCache<Freshness>({ maxBytes: 32 * megabyte })
  return <Made>(key: string, version: string, ttlMs: number, load: () => Promise<Made>) => {
    const found = entries.get(key)
    if (found !== undefined && found.version.version === version && now() < found.version.expiresAt) {
      return found.loading as Promise<Made>
    }
    const startedAt = now()
    // While it loads, all callers share the same load.
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
