// A form's state that a reload does not lose, for as long as this tab is there and no longer.
import { useEffect, useState } from 'react'

/** `forget` is called once the server has it. The first drawing has `initial`; what was kept comes right after. */
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
      // A private window may refuse to be read; then nothing was kept.
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
          // What stands in the form is still there while the page is.
        }
        return next
      }),
    forget: () => {
      try {
        sessionStorage.removeItem(key)
      } catch {
        // It was never kept.
      }
    },
  }
}
