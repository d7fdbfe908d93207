// The gatherings of the home page, as a stranger or as their own organizer sees them.
import type { GatheringSummary } from '#shared/protocol/views.ts'
import { gatheringsOf, listGatherings, loadGathering } from '../store/gathering-rows.ts'
import { loadMeetings } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { projectSummary } from './exposure.ts'

/** Published ones for everybody; an organizer's own drafts beside them. */
export async function readDirectory(
  store: Store,
  organizerId: string | null,
): Promise<readonly GatheringSummary[]> {
  const own = organizerId === null ? new Set<string>() : await gatheringsOf(store.db, organizerId)
  const summaries: GatheringSummary[] = []
  for (const record of await listGatherings(store.db)) {
    const { gatheringId, status } = record.gathering
    if (status !== 'published' && !own.has(gatheringId)) continue
    summaries.push(projectSummary(record, await loadMeetings(store.db, gatheringId)))
  }
  return summaries
}

/** Null for a gathering that strangers may not see. */
export async function readSummary(store: Store, gatheringId: string): Promise<GatheringSummary | null> {
  const record = await loadGathering(store.db, gatheringId)
  if (record === null || record.gathering.status !== 'published') return null
  return projectSummary(record, await loadMeetings(store.db, gatheringId))
}
