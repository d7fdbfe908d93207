// What is costly to make and may be a moment old, as long as nothing but numbers has changed since.

export type Recently = <Made>(
  key: string,
  /** All that must not be old: another shape is made anew at once. */
  shape: string,
  freshMs: number,
  make: () => Promise<Made>,
) => Promise<Made>

type Kept = { readonly shape: string; readonly made: Promise<unknown>; freshUntil: number }

const mostKept = 300
/** What takes long to make is made more seldom: at most an eighth of the time goes into it. */
const restAsLong = 7

/** `now` in ms, monotonic. */
export function createRecently(now: () => number): Recently {
  const kept = new Map<string, Kept>()
  return <Made>(key: string, shape: string, freshMs: number, make: () => Promise<Made>) => {
    const found = kept.get(key)
    if (found !== undefined && found.shape === shape && now() < found.freshUntil) {
      return found.made as Promise<Made>
    }
    if (kept.size >= mostKept) kept.clear()
    const startedAt = now()
    const made = make()
    // While it is being made, whoever else asks waits for the same.
    const entry: Kept = { shape, made, freshUntil: Number.POSITIVE_INFINITY }
    kept.set(key, entry)
    made.then(
      () => {
        entry.freshUntil = Math.max(startedAt + freshMs, now() + restAsLong * (now() - startedAt))
      },
      () => kept.delete(key),
    )
    return made
  }
}
