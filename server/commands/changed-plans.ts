// Carries out what organizers decide when plans change: postponed, cancelled, taken back; a city moved, or joined to another one.
import type { Gathering } from '#shared/domain/gathering.ts'
import { applyCounted, decideMerge, type Meeting } from '#shared/domain/meeting.ts'
import {
  decideCancelGathering,
  decidePostpone,
  decideReinstate,
  postpone,
  reinstate,
} from '#shared/domain/moment.ts'
import { revise } from '#shared/domain/revision.ts'
import { refuse, type Verdict } from '#shared/domain/verdict.ts'
import type { RefusalReason } from '#shared/protocol/answers.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { type AttendanceRecord, listAttendances } from '../store/attendance-rows.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import { type Handler, isOrganizer, notAllowed, notFound } from './actor.ts'
import { clearStageOf } from './clear-stage.ts'
import { doorCode } from './door-code.ts'
import { nextPurgeDate } from './purge-date.ts'
import { replan } from './replan.ts'
import { moveUpWaiting } from './waiting-list.ts'
import type { Work } from './work.ts'

type PlanCommand = 'postponeGathering' | 'cancelGathering' | 'reinstateGathering'

/** A decision about the whole gathering: allowed, then written, and raised in people's calendars. */
function decided(
  decide: (gathering: Gathering) => Verdict<RefusalReason>,
  apply: (gathering: Gathering) => Gathering,
): Handler<PlanCommand> {
  return async (work, actor) => {
    const record = work.gathering
    if (record === null) return notFound
    if (!(await isOrganizer(work, actor))) return notAllowed
    const verdict = decide(record.gathering)
    if (!verdict.ok) return verdict
    const applied = apply(record.gathering)
    const gathering = revise(applied, work.now)
    const changed = { ...record, gathering, purgeAt: nextPurgeDate(record, gathering) }
    return { ok: true, changes: [{ type: 'gatheringEdited' }, ...(await replan(work, changed))] }
  }
}

const postponeGathering = decided(decidePostpone, postpone)
const cancelGathering = decided(decideCancelGathering, (gathering) => ({
  ...gathering,
  standing: 'cancelled',
}))
const reinstateGathering = decided(decideReinstate, reinstate)

const moveMeeting: Handler<'moveMeeting'> = async (work, actor, { meetingId, placeId }) => {
  if (!(await isOrganizer(work, actor))) return notAllowed
  const record = await work.meeting(meetingId)
  if (record === null) return notFound
  const place = work.means.findPlace(placeId)
  if (place === undefined) return refuse('city-unknown', 'placeId')
  const { meeting } = record
  if (place.placeId === meeting.place.placeId) return refuse('already-there', 'placeId')
  const isBack = place.placeId === meeting.formerPlace?.placeId
  // While nobody but its crew saw it, nobody needs to be told where it was.
  const formerPlace = isBack || meeting.status !== 'approved' ? null : meeting.place
  work.setMeeting({
    ...record,
    meeting: revise({ ...meeting, place, formerPlace }, work.now),
  })
  return { ok: true, changes: [{ type: 'meetingEdited', meetingId }] }
}

const mergeMeeting: Handler<'mergeMeeting'> = async (work, actor, { meetingId, intoMeetingId }) => {
  if (!(await isOrganizer(work, actor))) return notAllowed
  const [from, into] = [await work.meeting(meetingId), await work.meeting(intoMeetingId)]
  if (from === null || into === null) return notFound
  const verdict = decideMerge(from.meeting, into.meeting)
  if (!verdict.ok) return verdict
  const wasPublic = from.meeting.exposure.existence === 'public'
  const merged = wasPublic ? [{ meetingId, place: from.meeting.place }, ...from.meeting.mergedFrom] : []
  const wasAnnounced = wasPublic && work.gathering?.gathering.status === 'published'
  const changed = {
    from: withMeeting(from, { status: 'withdrawn', mergedInto: intoMeetingId, wasAnnounced }, work.now),
    into: withMeeting(into, { mergedFrom: [...into.meeting.mergedFrom, ...merged] }, work.now),
  }
  await work.replies.flush()
  const replies = await listAttendances(work.db, meetingId)
  const codes = new Set(
    (await listAttendances(work.db, intoMeetingId)).map(({ attendance }) => attendance.code),
  )
  const moving = replies.map((reply) => ({ ...reply, mergedFrom: reply.mergedFrom ?? meetingId }))
  const changes = moveReplies(work, moving, changed, (code) => codes.has(code))
  const cleared = await clearStageOf(work, meetingId)
  const seated = await moveUpAt(work, [intoMeetingId])
  return {
    ok: true,
    changes: [{ type: 'meetingWithdrawn', meetingId, wasPublic }, ...changes, ...seated, ...cleared],
  }
}

const unmergeMeeting: Handler<'unmergeMeeting'> = async (work, actor, { meetingId }) => {
  if (!(await isOrganizer(work, actor))) return notAllowed
  const from = await work.meeting(meetingId)
  if (from === null) return notFound
  const intoId = from.meeting.mergedInto
  const into = intoId === null ? null : await work.meeting(intoId)
  if (into === null) return refuse('not-merged')
  const changed = {
    from: withMeeting(
      into,
      {
        mergedFrom: into.meeting.mergedFrom.filter((merged) => merged.meetingId !== meetingId),
      },
      work.now,
    ),
    into: withMeeting(from, { status: 'approved', mergedInto: null, wasAnnounced: false }, work.now),
  }
  await work.replies.flush()
  const there = await listAttendances(work.db, into.meeting.meetingId)
  const returning = there
    .filter(({ mergedFrom }) => mergedFrom === meetingId)
    .map((reply) => ({ ...reply, mergedFrom: null }))
  const changes = moveReplies(work, returning, changed, () => false)
  const seated = await moveUpAt(work, [into.meeting.meetingId, meetingId])
  return { ok: true, changes: [{ type: 'meetingApproved', meetingId }, ...changes, ...seated] }
}

/** Seats that came free by it go to those who wait there. */
async function moveUpAt(work: Work, meetingIds: readonly string[]): Promise<readonly Change[]> {
  const changes: Change[] = []
  for (const meetingId of meetingIds) {
    const record = await work.meeting(meetingId)
    if (record === null) continue
    const moved = await moveUpWaiting(work, record)
    work.setMeeting(moved.record)
    changes.push(...moved.changes)
  }
  return changes
}

function withMeeting(record: MeetingRecord, change: Partial<Meeting>, now: number): MeetingRecord {
  const { meeting } = record
  return { ...record, meeting: revise({ ...meeting, ...change }, now) }
}

/**
 * Everybody keeps what they were promised: a seat stays a seat, also beyond the capacity, and a place in the order of waiting stays one.
 * Only a code that somebody at the new door has already is made anew.
 */
function moveReplies(
  work: Work,
  replies: readonly AttendanceRecord[],
  meetings: { readonly from: MeetingRecord; readonly into: MeetingRecord },
  isTaken: (code: string) => boolean,
): readonly Change[] {
  let [from, into] = [meetings.from.meeting, meetings.into.meeting]
  const changes: Change[] = []
  for (const reply of replies) {
    const { attendance } = reply
    const { attendanceId, partySize, state, arrived } = attendance
    const code = isTaken(attendance.code)
      ? doorCode(work.nextQueueOrder(), meetings.into.invitation)
      : attendance.code
    work.replies.set({ ...reply, attendance: { ...attendance, meetingId: into.meetingId, code } })
    const people = state === 'cancelled' ? {} : { [state]: partySize, arrived }
    into = applyCounted(into, people)
    from = applyCounted(from, state === 'cancelled' ? {} : { [state]: -partySize, arrived: -arrived })
    changes.push({
      type: 'replyMoved',
      meetingId: into.meetingId,
      fromMeetingId: from.meetingId,
      attendanceId,
      state,
    })
  }
  work.setMeeting({ ...meetings.from, meeting: from })
  work.setMeeting({ ...meetings.into, meeting: into })
  const both = [from.meetingId, into.meetingId]
  return [...both.map((meetingId) => ({ type: 'meetingEdited', meetingId }) as const), ...changes]
}

export const changedPlanHandlers = {
  postponeGathering,
  cancelGathering,
  reinstateGathering,
  moveMeeting,
  mergeMeeting,
  unmergeMeeting,
}
