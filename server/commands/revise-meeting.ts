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
  const after = reviseForStrangers(before, meeting, work.now)
  if (after.meeting !== meeting) return after
  for (const holder of holders) {
    if (!differs(projectMeetingForHolder(before, holder), projectMeetingForHolder(after, holder))) continue
    await work.replies.forget()
    const { state, vouched } = holder
    await reviseRepliesTo(work.db, meeting.meetingId, { isConfirmed: state === 'confirmed', vouched })
  }
  return after
}

/** The same where no holder of a reply reads anything else than strangers do. `now`: epoch ms. */
export function reviseForStrangers(before: MeetingRecord, meeting: Meeting, now: number): MeetingRecord {
  const after = { ...before, meeting }
  const [old, next] = [projectMeeting(before, { kind: 'public' }), projectMeeting(after, { kind: 'public' })]
  return next === null || differs(old, next) ? { ...after, meeting: revise(meeting, now) } : after
}
