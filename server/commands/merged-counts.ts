// Counts rule of a city that others were merged into: the strictest of all, because the difference would reveal a closed city's counts.
import { countsForStrangers, type Exposure, stricterCounts } from '#shared/domain/exposure.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import type { Work } from './unit-of-work.ts'

/** The city with its effective rule; call after it or its merged cities change. `own`: the rule its crew chose. */
export async function boundByMerged(
  work: Work,
  record: MeetingRecord,
  own: Exposure['counts'] = record.ownCounts ?? record.meeting.exposure.counts,
): Promise<MeetingRecord> {
  const { meetingId, exposure } = record.meeting
  let counts = own
  for (const { meeting } of await work.meetings()) {
    if (meeting.mergedInto === meetingId)
      counts = stricterCounts(counts, countsForStrangers(meeting.exposure))
  }
  const ownCounts = counts === own ? null : own
  if (counts === exposure.counts && ownCounts === (record.ownCounts ?? null)) return record
  return { ...record, ownCounts, meeting: { ...record.meeting, exposure: { ...exposure, counts } } }
}

/**
 * Call after the crew's edit, with the records before and after it. A rule imposed by a merger stays until the merger is undone, even if
 * the merged city was erased: its people may still be here.
 */
export async function boundAfterEdit(
  work: Work,
  before: MeetingRecord,
  edited: MeetingRecord,
): Promise<MeetingRecord> {
  const own = chosenCounts(before, edited.meeting.exposure)
  const bound = await boundByMerged(work, { ...edited, ownCounts: null }, own)
  if (before.ownCounts == null) return bound
  const { exposure } = bound.meeting
  const counts = stricterCounts(exposure.counts, before.meeting.exposure.counts)
  return {
    ...bound,
    ownCounts: counts === own ? null : own,
    meeting: { ...bound.meeting, exposure: { ...exposure, counts } },
  }
}

/** The crew's own choice. A form that repeats the stricter effective rule does not change that choice. */
function chosenCounts({ meeting, ownCounts = null }: MeetingRecord, edited: Exposure): Exposure['counts'] {
  return ownCounts !== null && edited.counts === meeting.exposure.counts ? ownCounts : edited.counts
}
