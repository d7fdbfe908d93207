// Holds replies during a burst: new replies become asked, and the burst's first replies lose their seats.
import { type Held, minuteOf, mostInTwoMinutes, takenBackMinutes } from '#shared/domain/admission.ts'
import type { Attendance } from '#shared/domain/attendance.ts'
import { isClosedCity } from '#shared/domain/exposure.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { limits } from '#shared/protocol/limits.ts'
import { findTakenBack, holdReplies } from '../store/asked-rows.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import type { Actor, OfSource } from './actor.ts'
import { dayOf, markOf, secretDraw } from './secret-draw.ts'
import type { Work } from './unit-of-work.ts'
import { changedBy, decidedChanges, recount } from './update-counts.ts'
import { moveUpWaiting } from './waiting-list.ts'

export type Hold = {
  readonly held: Held
  /** True when the burst begins with this reply: seats given shortly before are taken back. */
  readonly begins: boolean
}

/** Why a reply to this meeting is held. Changes nothing. */
export async function judgeHold(
  work: Work,
  actor: Actor,
  record: MeetingRecord,
  partySize: number,
): Promise<Hold> {
  const { meeting } = record
  const ofSource = saidOfSource(actor, record, partySize)
  if (meeting.admission === 'host-confirms') return { held: 'mode', begins: false }
  if (meeting.admission === 'open') return { held: '', begins: false }
  if (ofSource?.isCrowd === true) return { held: 'source', begins: false }
  const { before, after } = await work.recent.judge(record, partySize, work.now)
  return { held: after ? 'time' : '', begins: after && !before }
}

/** Call after the reply was accepted: counts it, and takes seats back when a burst was detected. */
export async function applyHold(
  work: Work,
  actor: Actor,
  record: MeetingRecord,
  { held, begins }: Hold,
  partySize: number,
): Promise<readonly Change[]> {
  const { meetingId } = record.meeting
  if (held !== 'source') work.recent.note(meetingId, partySize, work.now)
  if (held === 'source') {
    const others = (saidOfSource(actor, record, partySize)?.earlier ?? []).filter(
      (hash) => actor.kind !== 'secret' || hash !== actor.hash,
    )
    return takeBackOfSource(work, others)
  }
  return begins ? takeBackOfCity(work, meetingId) : []
}

function saidOfSource(
  actor: Actor,
  { meeting, countKey = '' }: MeetingRecord,
  partySize: number,
): OfSource | null {
  if (actor.kind !== 'secret' || actor.from === undefined) return null
  const { meetingId, exposure, capacity } = meeting
  return actor.from.reply({
    meetingId,
    isClosed: isClosedCity(exposure),
    partySize,
    mostPeople: mostInTwoMinutes(capacity),
    mark: markOf(meetingId, countKey),
  })
}

/**
 * Whether one more reply may be asked or waiting here. Each source has its own limit, so that a flood cannot fill the list for others.
 * Senders without a known source share one limit per city. A closed city raises it by a secret draw, at most to double: filling the list
 * does not reveal how many replies others placed.
 */
export function mayWait(work: Work, actor: Actor, record: MeetingRecord, partySize: number): boolean {
  const ofSource = saidOfSource(actor, record, partySize)
  if (ofSource !== null) return !ofSource.isFull
  const { counts, exposure } = record.meeting
  const drawn = isClosedCity(exposure)
    ? secretDraw(record.countKey ?? '', 'waiting') +
      secretDraw(record.countKey ?? '', `waiting ${dayOf(work.now)}`)
    : 0
  return counts.asked + counts.waiting < limits.waitingOfUnknown * (1 + drawn / 2)
}

async function takeBackOfSource(work: Work, earlier: readonly string[]): Promise<readonly Change[]> {
  const changes: Change[] = []
  const meetingIds = new Set<string>()
  for (const hash of earlier) {
    const reply = await work.replies.bySecret(hash)
    if (reply === null || !isTakenBack(reply.attendance) || reply.decisionId !== null) continue
    const meeting = await work.meeting(reply.attendance.meetingId)
    if (meeting === null || meeting.meeting.admission !== 'held-when-odd') continue
    const attendance: Attendance = { ...reply.attendance, state: 'asked' }
    work.replies.set({ ...reply, attendance, held: 'source' })
    work.setMeeting(changedBy(meeting, reply.attendance, attendance))
    // A closed city's burst count is never lowered; one source cannot raise it far.
    if (!isClosedCity(meeting.meeting.exposure))
      work.recent.takeAway(attendance.meetingId, attendance.partySize, reply.repliedMinute)
    meetingIds.add(attendance.meetingId)
    const { meetingId, attendanceId, state } = attendance
    changes.push({ type: 'replyDecided', meetingId, attendanceId, state })
  }
  for (const meetingId of meetingIds) changes.push(...(await moveUpAt(work, meetingId)))
  return changes
}

function isTakenBack({ state, arrived, vouched }: Attendance): boolean {
  return (state === 'confirmed' || state === 'waiting') && arrived === 0 && !vouched
}

async function takeBackOfCity(work: Work, meetingId: string): Promise<readonly Change[]> {
  await work.replies.flush()
  const found = await findTakenBack(work.db, meetingId, minuteOf(work.now) - takenBackMinutes)
  if (found.length === 0) return []
  const ids = found.map(({ attendanceId }) => attendanceId)
  await holdReplies(work.db, ids, 'time')
  await work.replies.forget()
  await recount(work, meetingId)
  return [...decidedChanges(meetingId, ids, 'asked'), ...(await moveUpAt(work, meetingId))]
}

async function moveUpAt(work: Work, meetingId: string): Promise<readonly Change[]> {
  const record = await work.meeting(meetingId)
  if (record === null) return []
  const moved = await moveUpWaiting(work, record)
  work.setMeeting(moved.record)
  return moved.changes
}
