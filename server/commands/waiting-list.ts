// Moves waiting replies up in order when seats become free at a meeting, in the same transaction.
import { type Attendance, whoMovesUp } from '#shared/domain/attendance.ts'
import { isCountClosed } from '#shared/domain/exposure.ts'
import { applyCounted, seatsLeft } from '#shared/domain/meeting.ts'
import type { Change } from '#shared/protocol/changes.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import { seatWaiting, waitingPartiesAfter } from '../store/merge-rows.ts'
import { breathe } from '../yield-event-loop.ts'
import type { Work } from './unit-of-work.ts'
import { changedBy } from './update-counts.ts'

type MovedUp = { readonly record: MeetingRecord; readonly changes: readonly Change[] }

/** The log names at most this many parties; for more it records `manyMovedUp`. */
const mostNamed = 50

/**
 * Returns the meeting with its new counts (not yet written) and the changes. With closed counts replies move up only in batches: the time
 * would reveal when a seat became free.
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

/** The same rule, read and written in chunks. */
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
