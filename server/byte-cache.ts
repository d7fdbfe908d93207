// The server's one cache: an LRU bounded in bytes, so that many distinct keys cannot fill the memory, with a version for each entry.
import { LRUCache } from 'lru-cache'
import { keepForgettable } from './clearable-caches.ts'
import { roughBytes } from './rough-bytes.ts'

type Entry<Version> = { readonly version: Version; readonly loading: Promise<unknown> }

export type ByteCache<Version> = {
  readonly get: (key: string) => Entry<Version> | undefined
  /** Stores a promise. Its real size counts once it resolves; it is deleted if it rejects or is too large. */
  readonly set: (key: string, version: Version, loading: Promise<unknown>) => void
  /** The entry of this key and version, or else the result of `load`. Simultaneous callers share one load. */
  readonly getOrLoad: <Made>(key: string, version: Version, load: () => Promise<Made>) => Promise<Made>
  readonly delete: (key: string) => void
  readonly keys: () => Iterable<string>
  /** Estimated size of all entries. */
  readonly bytes: () => number
}

/** Size of an entry that is still loading, and the overhead of every entry beside its key and value. */
const bytesOfEntry = 256
/** No entry may use more than one fourth of the cache. */
const largestShare = 4

/** `sizeOf`: bytes of a loaded value; by default estimated by `roughBytes`. */
export function createByteCache<Version>(options: {
  readonly maxBytes: number
  readonly sizeOf?: (loaded: unknown) => number
}): ByteCache<Version> {
  const { maxBytes, sizeOf = roughBytes } = options
  const entries = keepForgettable(
    new LRUCache<string, Entry<Version>>({
      maxSize: maxBytes,
      maxEntrySize: Math.ceil(maxBytes / largestShare),
    }),
  )

  function set(key: string, version: Version, loading: Promise<unknown>): void {
    const entry = { version, loading }
    const fixed = bytesOfEntry + 2 * key.length
    entries.set(key, entry, { size: fixed })
    const isStillKept = () => entries.peek(key) === entry
    loading.then(
      (loaded) => {
        // The LRU deletes an entry whose size is above the limit.
        if (isStillKept()) entries.set(key, entry, { size: fixed + sizeOf(loaded) })
      },
      () => {
        if (isStillKept()) entries.delete(key)
      },
    )
  }

  return {
    get: (key) => entries.get(key),
    set,
    getOrLoad: <Made>(key: string, version: Version, load: () => Promise<Made>) => {
      const found = entries.get(key)
      if (found !== undefined && found.version === version) return found.loading as Promise<Made>
      const loading = load()
      set(key, version, loading)
      return loading
    },
    delete: (key) => void entries.delete(key),
    keys: () => entries.keys(),
    bytes: () => entries.calculatedSize,
  }
}
