// What is costly to make and may be a moment old, as long as nothing but numbers has changed since.

export type Recently = <Made>(
  key: string,
  /** All that must not be old: another shape is made anew at once. */
  shape: string,
  freshMs: number,
  make: () => Promise<Made>,
) => Promise<Made>

const mostKept = 300

/** `now` in ms, monotonic. */
export function createRecently(now: () => number): Recently {
  const kept = new Map<
    string,
    { readonly shape: string; readonly madeAt: number; readonly made: Promise<unknown> }
  >()
  return <Made>(key: string, shape: string, freshMs: number, make: () => Promise<Made>) => {
    const found = kept.get(key)
    if (found !== undefined && found.shape === shape && now() - found.madeAt < freshMs) {
      return found.made as Promise<Made>
    }
    if (kept.size >= mostKept) kept.clear()
    const made = make()
    kept.set(key, { shape, madeAt: now(), made })
    made.catch(() => kept.delete(key))
    return made
  }
}
