// The gatherings of the home page, as a stranger or as their own organizer sees them.
import type { GatheringSummary } from '#shared/protocol/views.ts'
import { gatheringsOf, listGatherings, loadGathering, organizersOf } from '../store/gathering-rows.ts'
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

/** One gathering, and whose list it is on while it is a draft; null when it was removed. */
export async function readSummary(
  store: Store,
  gatheringId: string,
): Promise<{ readonly summary: GatheringSummary; readonly organizerIds: readonly string[] } | null> {
  const record = await loadGathering(store.db, gatheringId)
  if (record === null) return null
  return {
    summary: projectSummary(record, await loadMeetings(store.db, gatheringId)),
    organizerIds: await organizersOf(store.db, gatheringId),
  }
}
