// Chooses an update's encoding: updates of counts alone are packed into few bytes for readers at the data-saving pace.
import { packCounts, shortStarts } from '#shared/protocol/packed-counts.ts'
import type { Audience } from '#shared/protocol/views.ts'
import { seesMeeting } from '../reading/exposure.ts'
import { idsIn, isNumbers } from '../reading/parts.ts'
import type { MadeUpdate } from '../reading/update.ts'
import { loadMeetings } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { ListeningAudience } from './listeners.ts'
import type { Message } from './send-to-rooms.ts'

const gatheringStart = 2

/** The length depends only on what these readers know. */
export async function packUpdate(
  store: Store,
  listening: ListeningAudience,
  { update, parts }: Extract<MadeUpdate, { readonly kind: 'update' }>,
): Promise<Message> {
  const { gatheringId, from, to, counts = [] } = update
  // Another city may make a short prefix ambiguous.
  if (update.meetings !== undefined || update.gone !== undefined) listening.starts = undefined
  if (listening.pace !== 'sparing' || ![...parts].every(isNumbers) || update.gone !== undefined) {
    return { event: 'update', values: [update] }
  }
  listening.starts ??= await startsFor(store, gatheringId, listening.audience)
  const packed = packCounts(counts, idsIn(parts).arrivedOnly, listening.starts)
  return { event: 'c', values: [gatheringId.slice(0, gatheringStart), to, to - from, packed] }
}

/** Prefixes among the cities this audience may see: the id of a hidden city must not lengthen a prefix. */
async function startsFor(
  { db }: Store,
  gatheringId: string,
  audience: Audience,
): Promise<ReadonlyMap<string, string>> {
  const known = (await loadMeetings(db, gatheringId)).filter((record) => seesMeeting(record, audience))
  return shortStarts(known.map(({ meeting }) => meeting.meetingId))
}
