// The one cache of the server: an LRU whose bound is bytes, so that no number of distinct keys fills the memory, with a version for each entry.
import { LRUCache } from 'lru-cache'
import { keepForgettable } from './forgettable.ts'
import { roughBytes } from './rough-bytes.ts'

type Entry<Version> = { readonly version: Version; readonly loading: Promise<unknown> }

export type ByteCache<Version> = {
  readonly get: (key: string) => Entry<Version> | undefined
  /** Keeps what is being loaded. It counts with its real size once it is there, and is deleted when it fails or is too large. */
  readonly set: (key: string, version: Version, loading: Promise<unknown>) => void
  /** The entry of this key and version, else what `load` gives now. All who ask meanwhile share it. */
  readonly getOrLoad: <Made>(key: string, version: Version, load: () => Promise<Made>) => Promise<Made>
  readonly delete: (key: string) => void
  readonly keys: () => Iterable<string>
  /** Estimated, of all entries. */
  readonly bytes: () => number
}

/** Of an entry that is still being loaded, and of every entry beside its key and its value. */
const bytesOfEntry = 256
/** No single entry may take more than this share of the cache. */
const largestShare = 4

/** `sizeOf`: bytes of what was loaded; estimated by looking through it unless given. */
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
        // A larger size than one entry may have deletes it.
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
