// Moving up: when seats come free at a meeting, those who wait get them in order, in the same transaction.
import { type Attendance, whoMovesUp } from '#shared/domain/attendance.ts'
import { isCountClosed } from '#shared/domain/exposure.ts'
import { applyCounted, seatsLeft } from '#shared/domain/meeting.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { breathe } from '../breathe.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import { seatWaiting, waitingPartiesAfter } from '../store/merge-rows.ts'
import { changedBy } from './counting.ts'
import type { Work } from './work.ts'

type MovedUp = { readonly record: MeetingRecord; readonly changes: readonly Change[] }

/** Up to so many parties are named in the log; for more it says that many moved up. */
const mostNamed = 50

/**
 * The meeting with its counts after moving up (not yet written), and what happened. Where numbers are closed nobody moves up but in a
 * batch: the moment would tell when a seat came free.
 */
export async function moveUpWaiting(work: Work, record: MeetingRecord, isBatch = false): Promise<MovedUp> {
  const { meeting } = record
  if (isCountClosed(meeting.exposure) && !isBatch) return { record, changes: [] }
  const left = seatsLeft(meeting)
  if (meeting.status !== 'approved' || meeting.counts.waiting === 0 || left === 0) {
    return { record, changes: [] }
  }
  const queue = await work.replies.waitingAt(
    meeting.meetingId,
    Math.min(left ?? mostNamed + 1, mostNamed + 1),
  )
  const chosen = new Set(
    whoMovesUp(
      left,
      queue.map((waiting) => waiting.attendance),
    ),
  )
  if (chosen.size > mostNamed) return moveManyUp(work, record, left)
  const changes: Change[] = []
  let counted = record
  for (const waiting of queue) {
    const { attendance } = waiting
    if (!chosen.has(attendance)) break
    const seated: Attendance = { ...attendance, state: 'confirmed' }
    work.replies.set({ ...waiting, attendance: seated })
    counted = changedBy(counted, attendance, seated)
    changes.push({
      type: 'waitingMovedUp',
      meetingId: meeting.meetingId,
      attendanceId: attendance.attendanceId,
    })
  }
  return { record: counted, changes }
}

/** The same rule, read and written in pieces. */
async function moveManyUp(work: Work, record: MeetingRecord, left: number | null): Promise<MovedUp> {
  const { meetingId } = record.meeting
  await work.replies.forget()
  let last = -1
  let people = 0
  let vouched = 0
  for (;;) {
    const queue = await waitingPartiesAfter(work.db, meetingId, last)
    const chosen = whoMovesUp(left === null ? null : left - people, queue)
    for (const party of chosen) {
      people += party.partySize
      vouched += party.isVouched ? party.partySize : 0
    }
    last = chosen.at(-1)?.queueOrder ?? last
    if (chosen.length < queue.length || queue.length === 0) break
    await breathe()
  }
  await seatWaiting(work.db, meetingId, last)
  const meeting = applyCounted(record.meeting, { waiting: -people, confirmed: people, vouched })
  return { record: { ...record, meeting }, changes: [{ type: 'manyMovedUp', meetingId }] }
}
