// Command handlers for decisions on replies: hosts decide on those of their city, organizers on whole bursts.
import { type AttendanceState, confirmedState, type Seats } from '#shared/domain/attendance.ts'
import { isCountClosed } from '#shared/domain/exposure.ts'
import { seatsLeft } from '#shared/domain/meeting.ts'
import { refuse } from '#shared/domain/verdict.ts'
import {
  type DecidedReply,
  findDecided,
  findSelected,
  type Selected,
  undecideReplies,
  decideReplies as writeDecision,
} from '../store/asked-rows.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import { type Handler, meetingRunBy, notAllowed } from './actor.ts'
import type { Work } from './unit-of-work.ts'
import { decidedChanges, recount } from './update-counts.ts'
import { moveUpWaiting } from './waiting-list.ts'

const decideReplies: Handler<'decideReplies'> = async (work, actor, payload) => {
  // Only hosts decide on single replies: organizers cannot read them.
  if (actor.kind === 'organizer') return notAllowed
  const record = await meetingRunBy(work, actor, payload.meetingId, 'door')
  if (record === null) return notAllowed
  const { attendanceIds, decision, decisionId } = payload
  const states: readonly AttendanceState[] =
    decision === 'decline'
      ? ['asked', 'confirmed', 'waiting']
      : isCountClosed(record.meeting.exposure)
        ? ['asked', 'declined', 'waiting']
        : ['asked', 'declined']
  return decide(work, record, { attendanceIds }, states, { decision, decisionId })
}

const decideBurst: Handler<'decideBurst'> = async (work, actor, payload) => {
  const { meetingId, fromMinute, toMinute, decision, decisionId } = payload
  if (actor.kind === 'organizer' && decision !== 'decline') return notAllowed
  const record = await meetingRunBy(work, actor, meetingId, 'door')
  if (record === null) return notAllowed
  return decide(work, record, { fromMinute, toMinute }, ['asked'], { decision, decisionId })
}

type Decision = { readonly decision: 'confirm' | 'decline'; readonly decisionId: string }

async function decide(
  work: Work,
  record: MeetingRecord,
  chosen: Selected,
  states: readonly AttendanceState[],
  { decision, decisionId }: Decision,
): ReturnType<Handler<'decideReplies'>> {
  const { meetingId } = record.meeting
  await work.replies.flush()
  const found = await findSelected(work.db, meetingId, chosen, states)
  if (found.length === 0) return refuse('nothing-to-decide')
  const seats = seatsOf(record)
  const decided =
    decision === 'decline' ? byState(found, () => 'declined') : byState(found, (reply) => seats.take(reply))
  if (decided.size === 0) return refuse('no-seats-for-more')
  for (const [state, ids] of decided) await writeDecision(work.db, ids, state, decisionId)
  return finish(work, meetingId, decided)
}

/** Restores each reply's former state. A confirmed reply whose seat is taken meanwhile becomes asked. */
const takeBackDecision: Handler<'takeBackDecision'> = async (work, actor, { meetingId, decisionId }) => {
  const record = await meetingRunBy(work, actor, meetingId, 'door')
  if (record === null) return notAllowed
  await work.replies.flush()
  const found = await findDecided(work.db, meetingId, decisionId)
  if (found.length === 0) return refuse('nothing-to-decide')
  const seats = seatsOf(record)
  const returned = byState(found, (reply) => {
    if (reply.decidedFrom !== 'confirmed') return reply.decidedFrom ?? 'asked'
    return seats.take(reply) ?? 'asked'
  })
  for (const [state, ids] of returned) await undecideReplies(work.db, ids, state)
  return finish(work, meetingId, returned)
}

type ByState = ReadonlyMap<AttendanceState, readonly string[]>

/** Groups replies by new state; null leaves a reply unchanged. */
function byState(
  found: readonly DecidedReply[],
  stateOf: (reply: DecidedReply) => AttendanceState | null,
): ByState {
  const ids = new Map<AttendanceState, string[]>()
  for (const reply of found) {
    const state = stateOf(reply)
    if (state === null) continue
    const known = ids.get(state)
    if (known === undefined) ids.set(state, [reply.attendanceId])
    else known.push(reply.attendanceId)
  }
  return ids
}

/** Assigns seats one reply at a time, as far as they go. */
function seatsOf({ meeting }: MeetingRecord) {
  let seats: Seats = {
    status: 'approved',
    phase: 'to-come',
    left: seatsLeft(meeting),
    waiting: meeting.counts.waiting,
    isHeld: false,
    isClosed: isCountClosed(meeting.exposure),
  }
  return {
    take: ({ partySize }: DecidedReply): AttendanceState | null => {
      const state = confirmedState(seats, partySize)
      if (state === 'confirmed' && seats.left !== null) seats = { ...seats, left: seats.left - partySize }
      if (state === 'waiting') seats = { ...seats, waiting: seats.waiting + partySize }
      return state
    },
  }
}

async function finish(work: Work, meetingId: string, decided: ByState): ReturnType<Handler<'decideReplies'>> {
  await work.replies.forget()
  const moved = await moveUpWaiting(work, await recount(work, meetingId))
  work.setMeeting(moved.record)
  const ids = [...decided.values()].flat()
  const isMany = decidedChanges(meetingId, ids, 'asked').length < ids.length
  const changes = isMany
    ? decidedChanges(meetingId, ids, 'asked')
    : [...decided].flatMap(([state, some]) => decidedChanges(meetingId, some, state))
  return { ok: true, changes: [...changes, ...moved.changes], outcome: { decided: ids.length } }
}

export const decisionHandlers = { decideReplies, decideBurst, takeBackDecision }
