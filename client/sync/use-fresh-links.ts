// The secret links of one gathering that were created on this page and not handed over yet.
import { useStore } from 'zustand'
import { type FreshLink, freshLinks } from './fresh-links.ts'

export function useFreshLinks(gatheringId: string, opens: FreshLink['opens']): readonly FreshLink[] {
  return useStore(freshLinks).filter((link) => link.gatheringId === gatheringId && link.opens === opens)
}
