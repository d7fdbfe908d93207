// The numbers of a meeting after its replies changed, and how the log names what changed.
import { type Attendance, type AttendanceState, peopleOf } from '#shared/domain/attendance.ts'
import { applyCounted, noCounts } from '#shared/domain/meeting.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { countPeople } from '../store/attendance-rows.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import type { Work } from './work.ts'

const kinds = ['asked', 'confirmed', 'vouched', 'waiting', 'arrived'] as const

/** After a reply changed; null where it was not there before, or is no longer. */
export function changedBy(
  record: MeetingRecord,
  before: Attendance | null,
  after: Attendance | null,
): MeetingRecord {
  const was = before === null ? noCounts : peopleOf(before)
  const is = after === null ? noCounts : peopleOf(after)
  const difference = Object.fromEntries(kinds.map((kind) => [kind, is[kind] - was[kind]]))
  return { ...record, meeting: applyCounted(record.meeting, difference) }
}

/** From the rows, after a statement changed many of them. Returns the meeting with its new numbers, already kept. */
export async function recount(work: Work, meetingId: string): Promise<MeetingRecord> {
  const record = await work.meeting(meetingId)
  if (record === null) throw new Error('no meeting to count')
  const { walkIns } = record.meeting.counts
  const people = await countPeople(work.db, record.meeting.gatheringId, meetingId)
  const counts = { ...noCounts, ...people.get(meetingId), walkIns }
  const counted = { ...record, meeting: { ...record.meeting, counts } }
  work.setMeeting(counted)
  return counted
}

/** Up to so many replies are named in the log; for more it says that many changed. */
const mostNamed = 50

export function decidedChanges(
  meetingId: string,
  attendanceIds: readonly string[],
  state: AttendanceState,
): readonly Change[] {
  if (attendanceIds.length > mostNamed) return [{ type: 'manyDecided', meetingId }]
  return attendanceIds.map((attendanceId) => ({ type: 'replyDecided', meetingId, attendanceId, state }))
}
