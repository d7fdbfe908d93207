// Caches of this process, so that all of them can be emptied at once after something public was erased: what is not served any more is not kept either.

/** A cache of any kind: `Map`, `LRUCache`, or what passes the wish on. */
export type Forgettable = { readonly clear: () => void }

const all = new Set<WeakRef<Forgettable>>()

/** The cache itself, which its owner holds: a cache that nobody holds any more is forgotten here too. */
export function keepForgettable<Cache extends Forgettable>(cache: Cache): Cache {
  for (const known of all) if (known.deref() === undefined) all.delete(known)
  all.add(new WeakRef(cache))
  return cache
}

/** What is being made just now is made to its end, and not kept. */
export function forgetEverything(): void {
  for (const cache of all) cache.deref()?.clear()
}
