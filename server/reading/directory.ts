// The gatherings of the home page, as a stranger or as their own organizer sees them.
import type { GatheringSummary } from '#shared/protocol/views.ts'
import { gatheringsOf, listGatheringIds, loadGathering, organizersOf } from '../store/gathering-rows.ts'
import { loadMeetings } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { projectSummary } from './exposure.ts'
import type { Readings } from './readings.ts'

/** One gathering, and whose list it is on while it is a draft. */
type Listed = { readonly summary: GatheringSummary; readonly organizerIds: readonly string[] }

/** Published ones for everybody; an organizer's own drafts beside them. */
export async function readDirectory(
  store: Store,
  readings: Readings,
  organizerId: string | null,
): Promise<readonly GatheringSummary[]> {
  const own = organizerId === null ? new Set<string>() : await gatheringsOf(store.db, organizerId)
  const summaries: GatheringSummary[] = []
  for (const { gatheringId, status, version } of await listGatheringIds(store.db)) {
    if (status !== 'published' && !own.has(gatheringId)) continue
    readings.heads.raise(gatheringId, version)
    const listed = await readSummary(store, readings, gatheringId)
    if (listed !== null) summaries.push(listed.summary)
  }
  return summaries
}

/** Null when the gathering was removed. */
export function readSummary(store: Store, readings: Readings, gatheringId: string): Promise<Listed | null> {
  return readings.remember(gatheringId, 'summary', async () => {
    const record = await loadGathering(store.db, gatheringId)
    if (record === null) return null
    return {
      summary: projectSummary(record, await loadMeetings(store.db, gatheringId)),
      organizerIds: await organizersOf(store.db, gatheringId),
    }
  })
}
