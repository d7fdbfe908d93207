// Merges meetings and undoes mergers: moves replies between meetings in bulk, in few statements.
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
import type { Work } from './unit-of-work.ts'
import { moveUpWaiting } from './waiting-list.ts'

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
    ),
  )
  work.setMeeting({
    ...withMeeting(
      into,
      { mergedFrom: [...into.meeting.mergedFrom, ...merged] },
      { asked, confirmed, waiting, arrived },
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
 * Everybody keeps what they were promised: seats stay, even beyond the capacity, and so do positions on the waiting list. The new host
 * vouches for none of them yet. A reply gets a new door code only if its code is already in use at the new meeting.
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

/** Undoes one merger, even in the middle of a chain: its replies return from the chain's last meeting. */
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
  // Cities that were listed there because of this merger.
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
      work.setMeeting(withMeeting(end, { mergedFrom }, left))
    }
  }
  const open = { status: 'approved', mergedInto: null, wasAnnounced: false } as const
  work.setMeeting(withMeeting(from, open, { ...people, vouched }))
  // One after another: each passes its effective rule on to the next.
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

/** The meetings that this one was merged into, in order; empty when it was not merged. */
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

/** `vouchedHere`: people vouched for by the host they leave; `vouched`: by the host they return to. */
type People = ReplyCounts & { readonly vouchedHere: number }

/** Replies that a person moved or placed again since the merger stay where they are. */
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

/** Renumbers the hosts' lists, so that merged replies are sorted by the order of replying. */
async function numberLists(work: Work, meetingIds: readonly string[]): Promise<void> {
  await work.replies.forget()
  for (const meetingId of meetingIds) {
    const nextListOrder = await numberList(work.db, meetingId)
    const record = await work.meeting(meetingId)
    if (record !== null) work.setMeeting({ ...record, nextListOrder })
  }
}

/** Gives seats that became free to those waiting. */
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
): MeetingRecord {
  return { ...record, meeting: applyCounted({ ...record.meeting, ...change }, people) }
}

function edited(meetingIds: readonly string[]): readonly Change[] {
  return meetingIds.map((meetingId) => ({ type: 'meetingEdited', meetingId }))
}

export const mergingHandlers = { mergeMeeting, unmergeMeeting }
