// An organizer's own gatherings, including drafts, as list entries.
import type { Audience, GatheringSummary } from '#shared/protocol/views.ts'
import { loadGathering, versionsOf } from '../store/gathering-rows.ts'
import { loadMeetings } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { gatheringsOf, organizersOf } from '../store/organizer-rows.ts'
import { projectSummary } from './exposure.ts'
import type { Readings } from './view-cache.ts'

/** A gathering, and the organizers on whose own list it is. */
type OwnLine = { readonly summary: GatheringSummary; readonly organizerIds: readonly string[] }

/** The future public view of a draft. */
const preview: Audience = { kind: 'preview' }

/** In no particular order. */
export async function readOwnGatherings(
  store: Store,
  readings: Readings,
  organizerId: string,
): Promise<readonly GatheringSummary[]> {
  const summaries: GatheringSummary[] = []
  const versions = await versionsOf(store.db, [...(await gatheringsOf(store.db, organizerId))])
  for (const [gatheringId, version] of versions) {
    readings.heads.raise(gatheringId, version)
    await readings.versionFor(gatheringId, preview)
    const line = await readSummary(store, readings, gatheringId)
    if (line !== null) summaries.push(line.summary)
  }
  return summaries
}

/** Null when the gathering was removed. */
export function readSummary(store: Store, readings: Readings, gatheringId: string): Promise<OwnLine | null> {
  const read = async () => {
    const record = await loadGathering(store.db, gatheringId)
    if (record === null) return null
    return {
      summary: projectSummary(record, await loadMeetings(store.db, gatheringId)),
      organizerIds: await organizersOf(store.db, gatheringId),
    }
  }
  return readings.remember(gatheringId, 'summary', read, 'facts', preview)
}
