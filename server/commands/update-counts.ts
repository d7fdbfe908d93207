// Updates a meeting's counts after its replies changed, and builds the log entries for decided replies.
import { type Attendance, type AttendanceState, peopleOf } from '#shared/domain/attendance.ts'
import { applyCounted, noCounts } from '#shared/domain/meeting.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { countPeople } from '../store/attendance-rows.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import type { Work } from './unit-of-work.ts'

const kinds = ['asked', 'confirmed', 'vouched', 'waiting', 'arrived'] as const

/** After one reply changed; `before` or `after` is null when the reply did not exist or no longer counts. */
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

/** Recounts from the rows after a statement changed many. Returns the meeting with its new counts, already set in `work`. */
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

/** The log names at most this many replies; for more it records `manyDecided`. */
const mostNamed = 50

export function decidedChanges(
  meetingId: string,
  attendanceIds: readonly string[],
  state: AttendanceState,
): readonly Change[] {
  if (attendanceIds.length > mostNamed) return [{ type: 'manyDecided', meetingId }]
  return attendanceIds.map((attendanceId) => ({ type: 'replyDecided', meetingId, attendanceId, state }))
}
