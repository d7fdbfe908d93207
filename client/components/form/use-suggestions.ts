// Loads suggestions for what is typed: debounced, latest query only, retried when the network returns.
import { useEffect, useLayoutEffect, useRef, useState } from 'react'

export type Suggestions<Item> =
  | { readonly state: 'idle' }
  /** `items` are results of an earlier query, shown until better ones arrive. */
  | { readonly state: 'loading'; readonly items: readonly Item[] }
  | { readonly state: 'ready'; readonly items: readonly Item[] }
  | { readonly state: 'failed' }

export function useSuggestions<Item>(
  query: string,
  search: (query: string, signal: AbortSignal) => Promise<readonly Item[]>,
  debounceMs: number,
): Suggestions<Item> {
  const [suggestions, setSuggestions] = useState<Suggestions<Item>>({ state: 'idle' })
  const ask = useRef(search)
  useLayoutEffect(() => {
    ask.current = search
  })

  useEffect(() => {
    if (query === '') {
      setSuggestions({ state: 'idle' })
      return
    }
    setSuggestions((before) => ({ state: 'loading', items: 'items' in before ? before.items : [] }))
    let abort = new AbortController()
    const start = () => {
      abort.abort()
      abort = new AbortController()
      const { signal } = abort
      ask.current(query, signal).then(
        (items) => signal.aborted || setSuggestions({ state: 'ready', items }),
        () => signal.aborted || setSuggestions({ state: 'failed' }),
      )
    }
    const timer = setTimeout(start, debounceMs)
    addEventListener('online', start)
    return () => {
      clearTimeout(timer)
      removeEventListener('online', start)
      abort.abort()
    }
  }, [query, debounceMs])

  return suggestions
}
