// Mergers of meetings: the replies of one go to another and come back, together and in few statements.
import {
  applyCounted,
  decideMerge,
  type Meeting,
  type MeetingCounts,
  type ReplyCounts,
} from '#shared/domain/meeting.ts'
import { formatMergePath, parseMergePath, returnTo } from '#shared/domain/merge-path.ts'
import { refuse } from '#shared/domain/verdict.ts'
import type { Change } from '#shared/protocol/changes.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import { bringReplies, clashingReplies, numberList, pathsAt, returnReplies } from '../store/merge-rows.ts'
import { type Handler, isOrganizer, notAllowed, notFound } from './actor.ts'
import { clearStageOf } from './clear-stage.ts'
import { boundByMerged } from './merged-counts.ts'
import { nextDoorCode } from './next-door-code.ts'
import { reviseForStrangers } from './revise-meeting.ts'
import { moveUpWaiting } from './waiting-list.ts'
import type { Work } from './work.ts'

const mergeMeeting: Handler<'mergeMeeting'> = async (work, actor, { meetingId, intoMeetingId }) => {
  if (!(await isOrganizer(work, actor))) return notAllowed
  const [from, into] = [await work.meeting(meetingId), await work.meeting(intoMeetingId)]
  if (from === null || into === null) return notFound
  const verdict = decideMerge(from.meeting, into.meeting)
  if (!verdict.ok) return verdict
  const wasPublic = from.meeting.exposure.existence === 'public'
  const merged = wasPublic ? [{ meetingId, place: from.meeting.place }, ...from.meeting.mergedFrom] : []
  const wasAnnounced = wasPublic && work.gathering?.gathering.status === 'published'
  const { asked, confirmed, vouched, waiting, arrived } = from.meeting.counts
  work.setMeeting(
    withMeeting(
      from,
      { status: 'withdrawn', mergedInto: intoMeetingId, wasAnnounced },
      {
        asked: -asked,
        confirmed: -confirmed,
        vouched: -vouched,
        waiting: -waiting,
        arrived: -arrived,
      },
      work.now,
    ),
  )
  work.setMeeting({
    ...withMeeting(
      into,
      { mergedFrom: [...into.meeting.mergedFrom, ...merged] },
      { asked, confirmed, waiting, arrived },
      work.now,
    ),
    holdsMerged: true,
  })
  await bindCounts(work, [intoMeetingId])
  const moved = await bring(work, meetingId, intoMeetingId)
  await numberLists(work, [intoMeetingId])
  const cleared = await clearStageOf(work, meetingId)
  const seated = await moveUpAt(work, [intoMeetingId])
  return {
    ok: true,
    changes: [
      { type: 'meetingWithdrawn', meetingId, wasPublic },
      ...edited([meetingId, intoMeetingId]),
      ...(moved > 0
        ? [{ type: 'repliesMerged', meetingId: intoMeetingId, fromMeetingId: meetingId } as const]
        : []),
      ...seated,
      ...cleared,
    ],
  }
}

/**
 * Everybody keeps what they were promised: a seat stays a seat, also beyond the capacity, and a place in the order of waiting stays one.
 * The new host does not know those whom the former one knows. Only a code that somebody at the new door has already is made again.
 */
async function bring(work: Work, fromMeetingId: string, intoMeetingId: string): Promise<number> {
  await work.replies.flush()
  const clashing = await clashingReplies(work.db, fromMeetingId, intoMeetingId)
  await work.replies.forget()
  const moved = await bringReplies(work.db, fromMeetingId, intoMeetingId)
  for (const attendanceId of clashing) {
    const [reply, into] = [await work.replies.byId(attendanceId), await work.meeting(intoMeetingId)]
    if (reply === null || into === null) continue
    const [last, ...earlier] = parseMergePath(reply.mergedFrom)
    if (last === undefined) continue
    const { code } = await nextDoorCode(work, into)
    work.replies.set({
      ...reply,
      attendance: { ...reply.attendance, code },
      mergedFrom: formatMergePath([{ ...last, code: reply.attendance.code }, ...earlier]),
    })
  }
  return moved
}

/** Takes one merger back, also in the middle of a chain: whoever came by it returns from where the chain ends. */
const unmergeMeeting: Handler<'unmergeMeeting'> = async (work, actor, { meetingId }) => {
  if (!(await isOrganizer(work, actor))) return notAllowed
  const from = await work.meeting(meetingId)
  if (from === null) return notFound
  const chain = await chainAfter(work, from)
  const end = chain.at(-1)
  if (end === undefined) return refuse('not-merged')
  const endId = end.meeting.meetingId
  const returned = await bringBack(work, endId, meetingId)
  const { vouchedHere, vouched, ...people } = returned.people
  // What was named there because of this merger, and no longer is.
  const gone = new Set([meetingId, ...from.meeting.mergedFrom.map((merged) => merged.meetingId)])
  for (const passed of chain) {
    const mergedFrom = passed.meeting.mergedFrom.filter((merged) => !gone.has(merged.meetingId))
    if (passed !== end) work.setMeeting({ ...passed, meeting: { ...passed.meeting, mergedFrom } })
    else {
      const left = {
        asked: -people.asked,
        confirmed: -people.confirmed,
        vouched: -vouchedHere,
        waiting: -people.waiting,
        arrived: -people.arrived,
      }
      work.setMeeting(withMeeting(end, { mergedFrom }, left, work.now))
    }
  }
  const open = { status: 'approved', mergedInto: null, wasAnnounced: false } as const
  work.setMeeting(withMeeting(from, open, { ...people, vouched }, work.now))
  // One after another: each passes on to the next what applies to it.
  await bindCounts(
    work,
    chain.map(({ meeting }) => meeting.meetingId),
  )
  await numberLists(work, [endId, meetingId])
  const seated = await moveUpAt(work, [endId, meetingId])
  return {
    ok: true,
    changes: [
      { type: 'meetingApproved', meetingId },
      ...edited([...chain.map(({ meeting }) => meeting.meetingId), meetingId]),
      ...(returned.replies > 0
        ? [{ type: 'repliesReturned', meetingId, fromMeetingId: endId } as const]
        : []),
      ...seated,
    ],
  }
}

/** The meetings that this one was joined to, one after another; none when it was not joined to any. */
async function chainAfter(work: Work, from: MeetingRecord): Promise<readonly MeetingRecord[]> {
  const chain: MeetingRecord[] = []
  const passed = new Set([from.meeting.meetingId])
  for (let { mergedInto } = from.meeting; mergedInto !== null && !passed.has(mergedInto); ) {
    passed.add(mergedInto)
    const next = await work.meeting(mergedInto)
    if (next === null) break
    chain.push(next)
    mergedInto = next.meeting.mergedInto
  }
  return chain
}

/** `vouchedHere`: whom the host of the meeting that they leave knows; `vouched`: whom the host they return to knows. */
type People = ReplyCounts & { readonly vouchedHere: number }

/** Replies that a person has moved, or placed again, since the merger belong to where they are, and stay. */
async function bringBack(
  work: Work,
  atMeetingId: string,
  toMeetingId: string,
): Promise<{ readonly replies: number; readonly people: People }> {
  await work.replies.forget()
  let replies = 0
  const people = { asked: 0, confirmed: 0, vouched: 0, waiting: 0, arrived: 0, vouchedHere: 0 }
  for (const found of await pathsAt(work.db, atMeetingId)) {
    const returned = returnTo(found.path, toMeetingId)
    if (returned === null) continue
    await returnReplies(work.db, { meetingId: atMeetingId, path: found.path }, toMeetingId, returned)
    replies += found.replies
    for (const kind of ['asked', 'confirmed', 'waiting', 'arrived'] as const) people[kind] += found[kind]
    people.vouchedHere += found.vouched
    if (returned.vouched) people.vouched += found.confirmed
  }
  return { replies, people }
}

async function bindCounts(work: Work, meetingIds: readonly string[]): Promise<void> {
  for (const meetingId of meetingIds) {
    const record = await work.meeting(meetingId)
    if (record === null) continue
    const bound = await boundByMerged(work, record)
    if (bound !== record) work.setMeeting(bound)
  }
}

/** Those who came stand in a host's list where the order of replying puts them. */
async function numberLists(work: Work, meetingIds: readonly string[]): Promise<void> {
  await work.replies.forget()
  for (const meetingId of meetingIds) {
    const nextListOrder = await numberList(work.db, meetingId)
    const record = await work.meeting(meetingId)
    if (record !== null) work.setMeeting({ ...record, nextListOrder })
  }
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

function withMeeting(
  record: MeetingRecord,
  change: Partial<Meeting>,
  people: Partial<MeetingCounts>,
  now: number,
): MeetingRecord {
  return reviseForStrangers(record, applyCounted({ ...record.meeting, ...change }, people), now)
}

function edited(meetingIds: readonly string[]): readonly Change[] {
  return meetingIds.map((meetingId) => ({ type: 'meetingEdited', meetingId }))
}

export const mergingHandlers = { mergeMeeting, unmergeMeeting }
