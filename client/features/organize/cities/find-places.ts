// Searches the gazetteer for many rows, a few requests at a time, each query once.
import { useEffect, useMemo, useState } from 'react'
import type { Place } from '#shared/domain/place.ts'
import { type Finding, type PlaceQuery, queryKey } from '../import/review-cities.ts'

export type Search = (query: PlaceQuery, signal: AbortSignal) => Promise<readonly Place[]>

const atOnce = 4
/** Results are reported in batches: rendering hundreds of rows for each answer would be slow. */
const tellEveryMs = 120

/** Resolves when all queries were sent; a failed one is reported as `failed`. */
export async function findPlaces(
  queries: readonly PlaceQuery[],
  search: Search,
  hear: (key: string, finding: Finding) => void,
  signal: AbortSignal,
): Promise<void> {
  const waiting = [...queries]
  async function ask(): Promise<void> {
    for (let query = waiting.shift(); query !== undefined && !signal.aborted; query = waiting.shift()) {
      const finding = await search(query, signal).catch((): Finding => 'failed')
      if (!signal.aborted) hear(queryKey(query), finding)
    }
  }
  await Promise.all(Array.from({ length: Math.min(atOnce, queries.length) }, ask))
}

/** Results by `queryKey`. Failed queries are retried when the network is back, or by `retry`. */
export function useFindings(
  queries: readonly PlaceQuery[],
  search: Search,
): { readonly findings: ReadonlyMap<string, Finding>; readonly retry: () => void } {
  const [findings, setFindings] = useState<ReadonlyMap<string, Finding>>(new Map())
  const [attempt, setAttempt] = useState(0)
  const known = useMemo(() => new Map<string, Finding>(), [])
  const keys = queries.map(queryKey).join('\n')

  // biome-ignore lint/correctness/useExhaustiveDependencies: `keys` says what is asked, `attempt` asks it again
  useEffect(() => {
    const abort = new AbortController()
    const open = new Map(queries.map((query) => [queryKey(query), query]))
    for (const [key, finding] of known) if (finding !== 'failed') open.delete(key)
    if (open.size === 0) return
    for (const key of open.keys()) known.delete(key)
    const tell = () => setFindings(new Map(known))
    tell()
    const telling = setInterval(tell, tellEveryMs)
    void findPlaces([...open.values()], search, (key, finding) => known.set(key, finding), abort.signal).then(
      () => {
        clearInterval(telling)
        if (!abort.signal.aborted) tell()
      },
    )
    return () => {
      clearInterval(telling)
      abort.abort()
    }
  }, [keys, attempt])

  useEffect(() => {
    const again = () => setAttempt((count) => count + 1)
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [])

  return { findings, retry: () => setAttempt((count) => count + 1) }
}
