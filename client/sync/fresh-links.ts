// Secret links that this page made and nobody was given yet: kept in its memory alone, until they are put away or the page is closed.
import { createStore } from 'zustand/vanilla'

export type FreshLink = {
  readonly gatheringId: string
  readonly opens: 'host' | 'director'
  /** The city, or what the director is called. */
  readonly name: string
  readonly secret: string
}

export const freshLinks = createStore<readonly FreshLink[]>(() => [])

export function keepFreshLink(link: FreshLink): void {
  freshLinks.setState([...freshLinks.getState(), link], true)
}

/** Handed over; or refused, so that the link opens nothing. */
export function putAwayFreshLink(secret: string): void {
  freshLinks.setState(
    freshLinks.getState().filter((link) => link.secret !== secret),
    true,
  )
}
