// The one cache of the server: least recently used entries go first, and its bound is bytes, so that no number of distinct keys fills the memory.
import { LRUCache } from 'lru-cache'
import { keepForgettable } from './forgettable.ts'
import { roughBytes } from './rough-bytes.ts'

type Entry<Tag> = { readonly tag: Tag; readonly making: Promise<unknown> }

export type ByteCache<Tag> = {
  readonly get: (key: string) => Entry<Tag> | undefined
  /** Keeps what is being made. It counts with its real size once it is there, and is dropped when it fails or is too large. */
  readonly put: (key: string, tag: Tag, making: Promise<unknown>) => void
  /** What was made under this key and the same tag, else what `make` makes now. All who ask meanwhile share it. */
  readonly remember: <Made>(key: string, tag: Tag, make: () => Promise<Made>) => Promise<Made>
  readonly drop: (key: string) => void
  readonly keys: () => Iterable<string>
  /** Estimated, of all that is kept. */
  readonly bytes: () => number
}

/** Of an entry that is still being made, and of every entry beside its key and its value. */
const bytesOfEntry = 256
/** No single entry may take more than this share of the cache. */
const largestShare = 4

/** `sizeOf`: bytes of what was made; estimated by looking through it unless given. */
export function createByteCache<Tag>(options: {
  readonly maxBytes: number
  readonly sizeOf?: (made: unknown) => number
}): ByteCache<Tag> {
  const { maxBytes, sizeOf = roughBytes } = options
  const entries = keepForgettable(
    new LRUCache<string, Entry<Tag>>({
      maxSize: maxBytes,
      maxEntrySize: Math.ceil(maxBytes / largestShare),
    }),
  )

  function put(key: string, tag: Tag, making: Promise<unknown>): void {
    const entry = { tag, making }
    const fixed = bytesOfEntry + 2 * key.length
    entries.set(key, entry, { size: fixed })
    const isStillKept = () => entries.peek(key) === entry
    making.then(
      (made) => {
        // A larger size than one entry may have drops it.
        if (isStillKept()) entries.set(key, entry, { size: fixed + sizeOf(made) })
      },
      () => {
        if (isStillKept()) entries.delete(key)
      },
    )
  }

  return {
    get: (key) => entries.get(key),
    put,
    remember: <Made>(key: string, tag: Tag, make: () => Promise<Made>) => {
      const found = entries.get(key)
      if (found !== undefined && found.tag === tag) return found.making as Promise<Made>
      const making = make()
      put(key, tag, making)
      return making
    },
    drop: (key) => void entries.delete(key),
    keys: () => entries.keys(),
    bytes: () => entries.calculatedSize,
  }
}
