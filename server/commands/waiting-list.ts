// Moving up: when seats come free at a meeting, those who wait get them in order, in the same transaction.
import { whoMovesUp } from '#shared/domain/attendance.ts'
import { applyCounted, seatsLeft } from '#shared/domain/meeting.ts'
import type { Change } from '#shared/protocol/changes.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import type { Work } from './work.ts'

/** The meeting with its counts after moving up (not yet written), and what happened. */
export async function moveUpWaiting(
  work: Work,
  record: MeetingRecord,
): Promise<{ readonly record: MeetingRecord; readonly changes: readonly Change[] }> {
  const { meeting } = record
  const left = seatsLeft(meeting)
  if (meeting.status !== 'approved' || meeting.counts.waiting === 0 || left === 0) {
    return { record, changes: [] }
  }
  const queue = await work.replies.waitingAt(meeting.meetingId, left ?? meeting.counts.waiting)
  const chosen = new Set(
    whoMovesUp(
      left,
      queue.map((waiting) => waiting.attendance),
    ),
  )
  const changes: Change[] = []
  let counted = meeting
  for (const waiting of queue) {
    const { attendance } = waiting
    if (!chosen.has(attendance)) break
    work.replies.set({ ...waiting, attendance: { ...attendance, state: 'confirmed' } })
    counted = applyCounted(counted, { waiting: -attendance.partySize, confirmed: attendance.partySize })
    changes.push({
      type: 'waitingMovedUp',
      meetingId: meeting.meetingId,
      attendanceId: attendance.attendanceId,
    })
  }
  return { record: { ...record, meeting: counted }, changes }
}
