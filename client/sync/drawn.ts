// What the server drew this page from: the first drawing in the browser must be the same, and only then may it know better.
import { createContext, useContext, useSyncExternalStore } from 'react'
import type { PageRequest } from '#shared/protocol/drawn-page.ts'

export type Drawn = Pick<
  PageRequest,
  'path' | 'now' | 'origin' | 'summaries' | 'form' | 'proposal' | 'runs' | 'ticket' | 'panic' | 'watch'
>

const DrawnContext = createContext<Drawn | null>(null)

export const DrawnProvider = DrawnContext.Provider

/** Null where the page is drawn by the browser alone. */
export function useDrawn(): Drawn | null {
  return useContext(DrawnContext)
}

const never = () => () => undefined

/** False on the server and while the browser takes its drawing over; what depends on the device waits for true. */
export function useOwnEyes(): boolean {
  return useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
}

/** The moment at which the server drew (epoch ms), as long as that is what counts; null once it is this device's clock. */
export function useDrawnNow(): number | null {
  const drawn = useDrawn()
  const hasOwnEyes = useOwnEyes()
  return hasOwnEyes || drawn === null ? null : drawn.now
}
