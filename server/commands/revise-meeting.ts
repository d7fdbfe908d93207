// Says in people's calendars that a meeting changed, to those alone who read what changed.
import type { Meeting } from '#shared/domain/meeting.ts'
import { revise } from '#shared/domain/revision.ts'
import { differs } from '../reading/differs.ts'
import { type HolderStanding, projectMeeting, projectMeetingForHolder } from '../reading/exposure.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import { reviseRepliesTo } from '../store/reply-revision.ts'
import type { Work } from './work.ts'

const holders: readonly HolderStanding[] = [
  { state: 'confirmed', vouched: true },
  { state: 'confirmed', vouched: false },
  { state: 'asked', vouched: true },
  { state: 'asked', vouched: false },
]

/**
 * The record with this meeting. Its revision, which all who see the city read, rises where strangers read something else than before, or where
 * they do not see the city at all. Otherwise only something closed changed, such as the street: then the revisions of those replies rise whose
 * holders read it, and their private calendars add these.
 */
export async function reviseMeeting(
  work: Work,
  before: MeetingRecord,
  meeting: Meeting,
): Promise<MeetingRecord> {
  const after = { ...before, meeting }
  // As if it were planned: who reads a street that was changed meanwhile reads it once the gathering is planned again.
  const [old, now] = [before, after].map((each) => projectMeeting(each, { kind: 'public' }, 'planned'))
  if (now === null || differs(old, now)) return { ...after, meeting: revise(meeting, work.now) }
  for (const holder of holders) {
    const read = (record: MeetingRecord) => projectMeetingForHolder(record, holder, 'planned')
    if (!differs(read(before), read(after))) continue
    await work.replies.forget()
    const { state, vouched } = holder
    await reviseRepliesTo(work.db, meeting.meetingId, { isConfirmed: state === 'confirmed', vouched })
  }
  return after
}
