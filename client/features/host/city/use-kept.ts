// Form state that survives a reload, stored for the lifetime of this tab only.
import { useEffect, useState } from 'react'

/** Call `forget` once the server has the values. The first render uses `initial`; stored values follow right after. */
export function useKept<State extends object>(
  key: string,
  initial: State,
): { readonly state: State; readonly set: (patch: Partial<State>) => void; readonly forget: () => void } {
  const [state, setState] = useState(initial)
  useEffect(() => {
    try {
      const kept = sessionStorage.getItem(key)
      if (kept !== null) setState((fresh) => ({ ...fresh, ...(JSON.parse(kept) as Partial<State>) }))
    } catch {
      // A private window may refuse storage; then nothing was stored.
    }
  }, [key])
  return {
    state,
    set: (patch) =>
      setState((before) => {
        const next = { ...before, ...patch }
        try {
          sessionStorage.setItem(key, JSON.stringify(next))
        } catch {
          // Storage is full or refused: the form keeps its values while the page is open.
        }
        return next
      }),
    forget: () => {
      try {
        sessionStorage.removeItem(key)
      } catch {
        // It was never stored.
      }
    },
  }
}
