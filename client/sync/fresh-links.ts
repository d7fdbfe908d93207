// Secret links created on this page and not handed over yet. Held in memory only, until they are put away or the page closes.
import { createStore } from 'zustand/vanilla'

export type FreshLink = {
  readonly gatheringId: string
  readonly opens: 'host' | 'director'
  /** The city, or the director's display name. */
  readonly name: string
  readonly secret: string
}

export const freshLinks = createStore<readonly FreshLink[]>(() => [])

export function keepFreshLink(link: FreshLink): void {
  freshLinks.setState([...freshLinks.getState(), link], true)
}

/** After the link was handed over, or refused and therefore useless. */
export function putAwayFreshLink(secret: string): void {
  freshLinks.setState(
    freshLinks.getState().filter((link) => link.secret !== secret),
    true,
  )
}
