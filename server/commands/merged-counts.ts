// Which counts rule applies to a city that others joined: the strictest of them all, because the difference would tell the closed one's number.
import { countsForStrangers, type Exposure, stricterCounts } from '#shared/domain/exposure.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import type { Work } from './work.ts'

/** The city with the rule that applies now; to be asked after whatever changed it, or who is joined to it. `own`: what its crew chose. */
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
 * After its crew edited it, `before` and now. What a merger made apply stays until that is taken back, also when nothing is left of the city
 * that joined: its people may be here still.
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

/** What its crew chose, when they say again what applies: a form that was filled with the stricter rule means no change of it. */
function chosenCounts({ meeting, ownCounts = null }: MeetingRecord, edited: Exposure): Exposure['counts'] {
  return ownCounts !== null && edited.counts === meeting.exposure.counts ? ownCounts : edited.counts
}
