// The secret links of one gathering that wait on this page to be handed over.
import { useStore } from 'zustand'
import { type FreshLink, freshLinks } from './fresh-links.ts'

export function useFreshLinks(gatheringId: string, opens: FreshLink['opens']): readonly FreshLink[] {
  return useStore(freshLinks).filter((link) => link.gatheringId === gatheringId && link.opens === opens)
}
