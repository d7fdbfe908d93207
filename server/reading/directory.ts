// An organizer's own gatherings, drafts among them, as their lists show them.
import type { GatheringSummary } from '#shared/protocol/views.ts'
import { loadGathering, versionsOf } from '../store/gathering-rows.ts'
import { loadMeetings } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { gatheringsOf, organizersOf } from '../store/organizer-rows.ts'
import { projectSummary } from './exposure.ts'
import type { Readings } from './readings.ts'

/** One gathering, and on whose own list it is. */
type OwnLine = { readonly summary: GatheringSummary; readonly organizerIds: readonly string[] }

/** In no order. */
export async function readOwnGatherings(
  store: Store,
  readings: Readings,
  organizerId: string,
): Promise<readonly GatheringSummary[]> {
  const summaries: GatheringSummary[] = []
  const versions = await versionsOf(store.db, [...(await gatheringsOf(store.db, organizerId))])
  for (const [gatheringId, version] of versions) {
    readings.heads.raise(gatheringId, version)
    const line = await readSummary(store, readings, gatheringId)
    if (line !== null) summaries.push(line.summary)
  }
  return summaries
}

/** Null when the gathering was removed. */
export function readSummary(store: Store, readings: Readings, gatheringId: string): Promise<OwnLine | null> {
  return readings.remember(gatheringId, 'summary', async () => {
    const record = await loadGathering(store.db, gatheringId)
    if (record === null) return null
    return {
      summary: projectSummary(record, await loadMeetings(store.db, gatheringId)),
      organizerIds: await organizersOf(store.db, gatheringId),
    }
  })
}
