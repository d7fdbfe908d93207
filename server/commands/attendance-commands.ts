// Command handlers for participants' replies and for hosts at the door.

import { type Held, minuteOf } from '#shared/domain/admission.ts'
import {
  type Attendance,
  type AttendanceState,
  areArrivalsOpen,
  decideArrive,
  decideCancel,
  decideMove,
  decideReply,
  decideResize,
  peopleOf,
  type Seats,
  stateForHolder,
} from '#shared/domain/attendance.ts'
import { isCountClosed } from '#shared/domain/exposure.ts'
import type { GatheringPhase } from '#shared/domain/gathering.ts'
import { applyCounted, type Meeting, seatsLeft } from '#shared/domain/meeting.ts'
import { meetingPhase, meetingStart } from '#shared/domain/moment.ts'
import { refuse } from '#shared/domain/verdict.ts'
import type { Outcome } from '#shared/protocol/answers.ts'
import { travellingState } from '#shared/protocol/reply-state.ts'
import { readCode } from '../secrets.ts'
import { type AttendanceRecord, eraseAttendancesAt } from '../store/attendance-rows.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import { noteErased } from '../store/redact-changes.ts'
import { type Actor, type Handler, meetingRunBy, notAllowed, notFound } from './actor.ts'
import { applyHold, judgeHold, mayWait } from './hold-bursts.ts'
import { nextDoorCode } from './next-door-code.ts'
import type { Work } from './unit-of-work.ts'
import { changedBy } from './update-counts.ts'
import { moveUpWaiting } from './waiting-list.ts'

const replyToMeeting: Handler<'replyToMeeting'> = async (work, actor, payload, gatheringId) => {
  if (work.gathering?.gathering.status !== 'published') return notFound
  if (actor.kind !== 'secret' || actor.opens !== 'reply') return notAllowed
  const target = await work.meeting(payload.meetingId)
  const earlier = await work.replies.bySecret(actor.hash)
  // Somebody who cancelled a reply to this meeting was admitted before and needs no invitation to return.
  const isReturning = earlier?.attendance.meetingId === payload.meetingId
  if (target === null || !(isReturning || mayJoin(target, payload.invitation))) return notFound
  if (earlier !== null && earlier.gatheringId !== gatheringId) return notAllowed
  if (earlier?.attendance.state === 'declined') return refuse('reply-declined')
  if (earlier !== null && earlier.attendance.state !== 'cancelled') return refuse('already-replied')
  if (isCancelled(work)) return refuse('gathering-cancelled')
  const { meetingId, partySize } = payload
  const hold = await judgeHold(work, actor, target, partySize)
  const verdict = decideReply(seatsOf(work, target, hold.held !== ''), partySize)
  if (!verdict.ok) return verdict
  if (verdict.state !== 'confirmed' && !mayWait(work, actor, target, partySize))
    return refuse('too-many-waiting')
  const { queueOrder, code } = await nextDoorCode(work, target)
  const attendance: Attendance = {
    attendanceId: earlier?.attendance.attendanceId ?? work.means.ids.next(),
    meetingId,
    code,
    partySize,
    state: verdict.state,
    queueOrder,
    arrived: 0,
    vouched: false,
  }
  const takenBack = await applyHold(work, actor, target, hold, partySize)
  const listed = work.takeListOrder((await work.meeting(meetingId)) ?? target)
  const { listOrder } = listed
  work.replies.set({
    attendance,
    gatheringId,
    secretHash: actor.hash,
    mergedFrom: null,
    listOrder,
    ...placedNow(work, hold.held),
  })
  work.setMeeting(changedBy(listed.record, null, attendance))
  const { attendanceId } = attendance
  const cancelledAt = earlier?.attendance.meetingId
  return {
    ok: true,
    changes: [
      {
        type: 'replyPlaced',
        meetingId,
        ...(cancelledAt === undefined || cancelledAt === meetingId ? {} : { fromMeetingId: cancelledAt }),
        attendanceId,
        partySize,
        state: verdict.state,
      },
      ...takenBack,
    ],
    outcome: { ...toldState(target, verdict.state), code, attendanceId, meetingId },
  }
}

const resizeReply: Handler<'resizeReply'> = async (work, actor, { partySize }) => {
  const own = await ownReply(work, actor)
  if (own === null) return notAllowed
  const more = peopleMore(own, partySize)
  const hold = await judgeHold(work, actor, own.target, more)
  const isHeld = hold.held !== ''
  const verdict = decideResize(seatsOf(work, own.target, isHeld), asHolderReads(own), partySize)
  if (!verdict.ok) return verdict
  const takenBack = more > 0 ? await applyHold(work, actor, own.target, hold, more) : []
  const record = (await work.replies.byId(own.record.attendance.attendanceId)) ?? own.record
  const target = (await work.meeting(own.target.meeting.meetingId)) ?? own.target
  const { attendance } = record
  // In a closed city a waiting reply reads as asked, before and after.
  const isAskedNow = isHeld && more > 0 && attendance.state === 'waiting'
  const queueOrder = verdict.toEndOfQueue ? work.nextQueueOrder() : attendance.queueOrder
  // A reply that goes to the end of the waiting list also goes to the end of the host's list.
  const listed = verdict.toEndOfQueue
    ? work.takeListOrder(target)
    : { listOrder: record.listOrder, record: target }
  const { listOrder = 0 } = listed
  const resized = {
    ...attendance,
    partySize,
    queueOrder,
    state: isAskedNow ? 'asked' : attendance.state,
  } as const
  work.replies.set({ ...record, listOrder, attendance: resized, held: isAskedNow ? hold.held : record.held })
  const moved = await moveUpWaiting(work, changedBy(listed.record, attendance, resized))
  work.setMeeting(moved.record)
  const { attendanceId, meetingId } = attendance
  // A smaller party may get seats at once.
  const now = await work.replies.byId(attendanceId)
  return {
    ok: true,
    changes: [{ type: 'replyResized', meetingId, attendanceId, partySize }, ...moved.changes, ...takenBack],
    outcome: toldState(target, now?.attendance.state ?? attendance.state),
  }
}

/** How many people to count like those of a new reply; 0 when the change gives no seat without the host. */
function peopleMore({ record: { attendance }, target }: OwnReply, partySize: number): number {
  const { state } = attendance
  const mayGrow = state === 'waiting' || (state === 'confirmed' && !isCountClosed(target.meeting.exposure))
  return mayGrow ? Math.max(0, partySize - attendance.partySize) : 0
}

const cancelReply: Handler<'cancelReply'> = async (work, actor) => {
  const own = await ownReply(work, actor)
  if (own === null) return notAllowed
  const { record, target } = own
  const { attendance } = record
  const verdict = decideCancel(asHolderReads(own), phaseOf(work, target.meeting))
  if (!verdict.ok) return verdict
  work.replies.set({ ...record, cancelledAt: work.now, attendance: { ...attendance, state: 'cancelled' } })
  const moved = await moveUpWaiting(work, changedBy(target, attendance, null))
  work.setMeeting(moved.record)
  const { attendanceId, meetingId } = attendance
  return {
    ok: true,
    changes: [{ type: 'replyCancelled', meetingId, attendanceId }, ...moved.changes],
    outcome: toldState(target, 'cancelled'),
  }
}

/** In any state. People who arrived stay counted, as walk-ins, because they were there. */
const eraseReply: Handler<'eraseReply'> = async (work, actor) => {
  const own = await ownReply(work, actor)
  if (own === null) return refuse('link-not-valid')
  const { record, target } = own
  const { attendance, gatheringId } = record
  const { attendanceId, meetingId, state } = attendance
  await work.replies.erase(record)
  await noteErased(work.db, gatheringId, new Set([attendanceId]))
  const change = { type: 'repliesErased', meetingId } as const
  // The counts of an erased list are a final record and no longer depend on replies.
  if (state === 'cancelled' || target.listErasedAt != null)
    return { ok: true, changes: [change], isTraceless: true }
  const without = changedBy(target, attendance, null)
  const left = {
    ...without,
    meeting: applyCounted(without.meeting, { walkIns: peopleOf(attendance).arrived }),
  }
  const isPast = phaseOf(work, target.meeting) === 'past'
  const moved = isPast ? { record: left, changes: [] } : await moveUpWaiting(work, left)
  work.setMeeting(moved.record)
  return { ok: true, changes: [change, ...moved.changes], isTraceless: true }
}

/** By the city's host or an organizer, after the city's day is over. The counts stay as the record of the day. */
const eraseReplies: Handler<'eraseReplies'> = async (work, actor, { meetingId }) => {
  const target = await meetingRunBy(work, actor, meetingId, 'list')
  if (target === null) return notAllowed
  if (phaseOf(work, target.meeting) !== 'past') return refuse('day-not-over')
  await work.replies.forget()
  const erased = await eraseAttendancesAt(work.db, meetingId)
  await noteErased(work.db, target.meeting.gatheringId, erased)
  work.setMeeting({ ...target, listErasedAt: work.now })
  return { ok: true, changes: [{ type: 'repliesErased', meetingId }] }
}

const moveReply: Handler<'moveReply'> = async (work, actor, { toMeetingId, invitation }) => {
  const own = await ownReply(work, actor)
  if (own === null) return notAllowed
  const { record, target: from } = own
  const { attendance } = record
  const to = await work.meeting(toMeetingId)
  if (to === null || !mayJoin(to, invitation)) return notFound
  if (isCancelled(work)) return refuse('gathering-cancelled')
  const hold = await judgeHold(work, actor, to, attendance.partySize)
  const verdict = decideMove(seatsOf(work, to, hold.held !== ''), asHolderReads(own), toMeetingId)
  if (!verdict.ok) return verdict
  if (verdict.state !== 'confirmed' && !mayWait(work, actor, to, attendance.partySize))
    return refuse('too-many-waiting')
  const { queueOrder, code } = await nextDoorCode(work, to)
  const moved: Attendance = {
    ...attendance,
    meetingId: toMeetingId,
    code,
    state: verdict.state,
    queueOrder,
    vouched: false,
  }
  const left = await moveUpWaiting(work, changedBy(from, attendance, null))
  work.setMeeting(left.record)
  const takenBack = await applyHold(work, actor, to, hold, attendance.partySize)
  const listed = work.takeListOrder((await work.meeting(toMeetingId)) ?? to)
  const { listOrder } = listed
  work.replies.set({
    ...record,
    attendance: moved,
    mergedFrom: null,
    listOrder,
    ...placedNow(work, hold.held),
  })
  work.setMeeting(changedBy(listed.record, null, moved))
  const change = {
    type: 'replyMoved',
    meetingId: toMeetingId,
    fromMeetingId: attendance.meetingId,
    attendanceId: attendance.attendanceId,
    state: verdict.state,
  } as const
  return {
    ok: true,
    changes: [change, ...left.changes, ...takenBack],
    outcome: { ...toldState(to, verdict.state), code: moved.code, meetingId: toMeetingId },
  }
}

const arrive: Handler<'arrive'> = async (work, actor, { arrivalCode, arrived }) => {
  const own = await ownReply(work, actor)
  if (own === null) return notAllowed
  // Checked before the code, which could otherwise be guessed for weeks.
  if (!areArrivalsOpen(startOf(work, own.target.meeting), work.now)) return refuse('too-early')
  if (!isCode(readCode(arrivalCode), own.target.arrivalCode))
    return refuse('arrival-code-wrong', 'arrivalCode')
  return countArrival(work, own, asHolderReads(own), arrived)
}

const tickArrival: Handler<'tickArrival'> = async (work, actor, { attendanceId, arrived }) => {
  const record = await work.replies.byId(attendanceId)
  if (record === null) return notFound
  const target = await meetingRunBy(work, actor, record.attendance.meetingId, 'door')
  return target === null ? notAllowed : countArrival(work, { record, target }, record.attendance, arrived)
}

async function countArrival(
  work: Work,
  { record, target }: OwnReply,
  judged: Attendance,
  arrived: number,
): ReturnType<Handler<'tickArrival'>> {
  const { attendance } = record
  const startsAt = startOf(work, target.meeting)
  const phase = phaseOf(work, target.meeting)
  const verdict = decideArrive(judged, arrived, { startsAt, phase, now: work.now })
  if (!verdict.ok) return verdict
  const counted = { ...attendance, arrived }
  work.replies.set({ ...record, attendance: counted })
  work.setMeeting(changedBy(target, attendance, counted))
  const { attendanceId, meetingId } = attendance
  return { ok: true, changes: [{ type: 'arrivalCounted', meetingId, attendanceId, arrived }] }
}

const vouchForReply: Handler<'vouchForReply'> = async (work, actor, { attendanceId, vouched }) => {
  const record = await work.replies.byId(attendanceId)
  if (record === null) return notFound
  const { meetingId } = record.attendance
  const target = await meetingRunBy(work, actor, meetingId, 'door')
  if (target === null) return notAllowed
  const attendance = { ...record.attendance, vouched }
  work.replies.set({ ...record, attendance })
  work.setMeeting(changedBy(target, record.attendance, attendance))
  return { ok: true, changes: [{ type: 'replyVouched', meetingId, attendanceId, vouched }] }
}

const countWalkIns: Handler<'countWalkIns'> = async (work, actor, { meetingId, walkIns }) => {
  const record = await meetingRunBy(work, actor, meetingId, 'door')
  if (record === null) return notAllowed
  if (record.meeting.status !== 'approved') return refuse('meeting-not-open')
  const more = walkIns - record.meeting.counts.walkIns
  work.setMeeting({ ...record, meeting: applyCounted(record.meeting, { walkIns: more }) })
  return { ok: true, changes: [{ type: 'walkInsCounted', meetingId, walkIns }] }
}

type OwnReply = { readonly record: AttendanceRecord; readonly target: MeetingRecord }

/** A holder's command is judged by the state that the holder sees, so that the answer reveals nothing more. */
function asHolderReads({ record: { attendance }, target }: OwnReply): Attendance {
  return { ...attendance, state: stateForHolder(attendance.state, target.meeting.exposure) }
}

/** The reply opened by this actor's secret, with its meeting. */
async function ownReply(work: Work, actor: Actor): Promise<OwnReply | null> {
  if (actor.kind !== 'secret' || actor.opens !== 'reply') return null
  const record = await work.replies.bySecret(actor.hash)
  if (record === null) return null
  const target = await work.meeting(record.attendance.meetingId)
  return target === null ? null : { record, target }
}

function mayJoin(target: MeetingRecord, invitation: string | undefined): boolean {
  // Strangers must not learn that the meeting exists.
  if (target.meeting.status === 'proposed' || target.meeting.status === 'declined') return false
  return target.meeting.exposure.existence === 'public' || isCode(invitation, target.invitation)
}

/** A meeting with an empty code cannot be opened by any code. */
function isCode(given: string | undefined, code: string): boolean {
  return code !== '' && given === code
}

function startOf(work: Work, { place }: Pick<Meeting, 'place'>): number | null {
  return work.gathering && meetingStart(work.gathering.gathering, place.timeZone)
}

function phaseOf(work: Work, { place }: Pick<Meeting, 'place'>): GatheringPhase {
  if (work.gathering === null) return 'past'
  return meetingPhase(work.gathering.gathering, place.timeZone, work.now)
}

function isCancelled(work: Work): boolean {
  return work.gathering?.gathering.standing === 'cancelled'
}

function seatsOf(work: Work, { meeting }: MeetingRecord, isHeld: boolean): Seats {
  return {
    isHeld,
    isClosed: isCountClosed(meeting.exposure),
    status: meeting.status,
    left: seatsLeft(meeting),
    waiting: meeting.counts.waiting,
    phase: phaseOf(work, meeting),
  }
}

/** Fields of a reply placed now: the minute, why it is held, and no decision yet. */
function placedNow(work: Work, held: Held) {
  return {
    repliedMinute: minuteOf(work.now),
    held,
    decisionId: null,
    decidedFrom: null,
  }
}

/** In a city with closed counts the holder sees waiting as asked, so that nobody learns that it is full. */
function toldState(
  { meeting }: MeetingRecord,
  state: AttendanceState,
): Pick<Outcome, 'state' | 'exactState'> {
  return travellingState(stateForHolder(state, meeting.exposure))
}

export const attendanceHandlers = {
  replyToMeeting,
  resizeReply,
  cancelReply,
  eraseReply,
  eraseReplies,
  moveReply,
  arrive,
  tickArrival,
  vouchForReply,
  countWalkIns,
}
