// A registry of this process's caches, so that all can be cleared after public data was erased: erased data must not stay in a cache.

/** A cache of any kind: `Map`, `LRUCache`, or an object that forwards `clear`. */
export type Forgettable = { readonly clear: () => void }

const all = new Set<WeakRef<Forgettable>>()

/** Registers a cache and returns it. Holds it weakly, so that unused caches are garbage-collected. */
export function keepForgettable<Cache extends Forgettable>(cache: Cache): Cache {
  for (const known of all) if (known.deref() === undefined) all.delete(known)
  all.add(new WeakRef(cache))
  return cache
}

/** Loads in progress finish, but their results are not kept. */
export function forgetEverything(): void {
  for (const cache of all) cache.deref()?.clear()
}
