// The data from which the server rendered this page. The first render in the browser must match it (hydration) before it may differ.
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { PageRequest } from '#shared/protocol/drawn-page.ts'

export type Drawn = Pick<
  PageRequest,
  'path' | 'now' | 'origin' | 'summaries' | 'form' | 'proposal' | 'runs' | 'ticket' | 'panic' | 'watch'
>

const DrawnContext = createContext<Drawn | null>(null)

export const DrawnProvider = DrawnContext.Provider

/** Null if only the browser renders the page. */
export function useDrawn(): Drawn | null {
  return useContext(DrawnContext)
}

const never = () => () => undefined

/** False on the server and during hydration; whatever depends on the device waits until it is true. */
export function useOwnEyes(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

/** When the server rendered the page (epoch ms), during hydration; afterwards null: this device's clock counts. */
export function useDrawnNow(): number | null {
  const drawn = useDrawn()
  const hasOwnEyes = useOwnEyes()
  return hasOwnEyes || drawn === null ? null : drawn.now
}
