// Which layers of readers a commit affects: compares each layer's projection before and after, so that an unchanged view raises no version.
import { hostMayRead, hostStanding } from '#shared/domain/host-rights.ts'
import type { Audience, CrewMessageView } from '#shared/protocol/views.ts'
import type { AttendanceRecord } from '../store/attendance-rows.ts'
import { wholePart } from '../store/audience-rows.ts'
import type { GatheringRecord } from '../store/gathering-rows.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import { differs } from './differs.ts'
import {
  hearsMessage,
  projectAttendance,
  projectControl,
  projectCounts,
  projectGathering,
  projectMeeting,
  projectProgramme,
  projectRecordings,
  projectRollCall,
  projectStage,
  projectWithdrawn,
  type Seen,
  seenAmong,
} from './exposure.ts'
import { commonKinds, guestLayer, hostLayer, type Layer, layersOf } from './layers.ts'
import { arrivedPart, countsPart, type FixedPart, meetingPart } from './parts.ts'

/** A gathering at one moment of a transaction. */
export type Moment = {
  readonly record: GatheringRecord
  /** By id: at least the meetings that the commit changed; all of them if `needsAll` says so. */
  readonly meetings: ReadonlyMap<string, MeetingRecord>
}

export type Commit = {
  readonly before: Moment
  readonly after: Moment
  /** Meetings whose rows were changed or inserted. */
  readonly dirty: ReadonlySet<string>
  readonly replies: readonly {
    readonly before: AttendanceRecord | null
    readonly after: AttendanceRecord
  }[]
  /** Meetings where one statement changed many replies. */
  readonly lists: ReadonlySet<string>
  readonly messages: readonly CrewMessageView[]
  /** The list of directors changed, which is in none of these rows. */
  readonly hasOtherDirectors: boolean
}

export type Changed = ReadonlyMap<Layer, ReadonlySet<string>>

const common = (kind: (typeof commonKinds)[number]): Audience =>
  kind === 'director' ? { kind, directorId: '' } : { kind }
const stranger: Audience = { kind: 'public' }

/** Whether every meeting must be loaded: the visible link-up depends on which cities a reader may know of. */
export function needsAll({ before, after, dirty, messages }: Omit<Commit, 'replies' | 'lists'>): boolean {
  if (before.record.gathering !== after.record.gathering || before.record.stage !== after.record.stage)
    return true
  if (before.record.linkUp !== after.record.linkUp || messages.length > 0) return true
  // The crew can read the purge date.
  if (before.record.purgeAt !== after.record.purgeAt) return true
  for (const meetingId of dirty) {
    const [old, now] = [before.meetings.get(meetingId), after.meetings.get(meetingId)]
    if (old === undefined || now === undefined || old.meeting.status !== now.meeting.status) return true
    if (old.meeting.exposure !== now.meeting.exposure || old.meeting.mergedInto !== now.meeting.mergedInto) {
      return true
    }
    // The page of a merged city names the city it was merged into.
    if (now.meeting.mergedInto !== null) return true
  }
  return false
}

export function compare(commit: Commit): Changed {
  const changed = new Map<Layer, Set<string>>()
  const add = (layer: Layer, part: string) =>
    changed.set(layer, (changed.get(layer) ?? new Set<string>()).add(part))
  const { before, after } = commit
  const wasDraft = before.record.gathering.status === 'draft'
  const isDraft = after.record.gathering.status === 'draft'
  if (wasDraft !== isDraft) add('public', wholePart)
  const isAll = needsAll(commit)
  for (const kind of commonKinds) {
    const reader = common(kind)
    if (kind === 'public' && (wasDraft || isDraft)) continue
    if (isAll) {
      const seen = { before: seenIn(before, reader), after: seenIn(after, reader) }
      compareWhole(commit, reader, seen, null, (part) => add(kind, part))
    }
    for (const meetingId of meetingsOf(commit)) {
      compareMeeting(commit, reader, meetingId, (part) => add(kind, part))
      const [old, now] = [before.meetings.get(meetingId), after.meetings.get(meetingId)]
      const off = (record: MeetingRecord | undefined) =>
        record === undefined ? null : projectWithdrawn(record)
      if (differs(off(old), off(now))) add(kind, 'files')
    }
    if (commit.hasOtherDirectors && (kind === 'organizer' || kind === 'director')) add(kind, 'control')
    if (commit.messages.some((message) => hearsMessage(message, reader, null))) add(kind, 'messages')
  }
  // Hosts and guests cannot read a draft, and read the whole gathering again when it is published.
  if (!wasDraft && !isDraft) compareOwn(commit, isAll, add)
  return changed
}

type Add = (layer: Layer, part: string) => void

function compareOwn(commit: Commit, isAll: boolean, add: Add): void {
  const { before, after, dirty } = commit
  const [seenBefore, seenAfter] = [seenIn(before, stranger), seenIn(after, stranger)]
  const ids = isAll ? after.meetings.keys() : dirty
  const compared = meetingsOf(commit)
  for (const meetingId of ids) {
    const isOpen = seenBefore.has(meetingId) && seenAfter.has(meetingId)
    for (const kind of ['host', 'guest'] as const) {
      const reader: Audience = { kind, meetingId }
      const own = (part: string) => add(kind === 'host' ? hostLayer(meetingId) : guestLayer(meetingId), part)
      // The host of a public city sees the public view of the other cities, plus the crew's control view.
      if (isAll && (!isOpen || (kind === 'host' && mayControlDiffer(commit, meetingId)))) {
        const seen = {
          before: withOwn(seenBefore, before, reader),
          after: withOwn(seenAfter, after, reader),
        }
        compareWhole(commit, reader, seen, isOpen ? ['control'] : null, own)
      }
      const { mergedInto = null } = after.meetings.get(meetingId)?.meeting ?? {}
      if (compared.has(meetingId) || (mergedInto !== null && dirty.has(mergedInto))) {
        compareMeeting(commit, reader, meetingId, own)
      }
    }
    const standing = standingIn(after, meetingId)
    const isCrew = standing !== null && hostMayRead(standing, 'crew')
    const old = standingIn(before, meetingId)
    if (isCrew && !(old !== null && hostMayRead(old, 'crew'))) {
      for (const part of ['control', 'talk', 'list'] as const) add(hostLayer(meetingId), part)
    }
    if (
      commit.messages.some((message) => hearsMessage(message, { kind: 'host', meetingId }, standing)) &&
      isAll
    ) {
      add(hostLayer(meetingId), 'messages')
    }
  }
  for (const reply of commit.replies) compareReply(commit, reply, add)
  for (const meetingId of commit.lists) add(hostLayer(meetingId), 'list')
}

/** Meetings whose views may differ; all of them when the gathering's standing changed. */
function meetingsOf({ before, after, dirty }: Commit): ReadonlySet<string> {
  const isOther = before.record.gathering.standing !== after.record.gathering.standing
  return isOther ? new Set(after.meetings.keys()) : dirty
}

function standingIn({ meetings }: Moment, meetingId: string) {
  const meeting = meetings.get(meetingId)?.meeting
  return meeting === undefined ? null : hostStanding(meeting)
}

function seenIn({ meetings }: Moment, audience: Audience): Seen {
  return seenAmong([...meetings.values()], audience)
}

/** Whether an input of the control view changed. */
function mayControlDiffer({ before, after, dirty }: Commit, meetingId: string): boolean {
  const [old, now] = [before.record.linkUp, after.record.linkUp]
  return (
    old.seat !== now.seat ||
    old.rehearsal !== now.rehearsal ||
    now.rehearsal !== null ||
    before.record.purgeAt !== after.record.purgeAt ||
    dirty.has(meetingId)
  )
}

function withOwn(seen: Seen, moment: Moment, reader: Audience): Seen {
  const own = 'meetingId' in reader ? moment.meetings.get(reader.meetingId) : undefined
  return own === undefined ? seen : new Set([...seen, ...seenAmong([own], reader)])
}

function compareWhole(
  { before, after }: Commit,
  reader: Audience,
  seen: { readonly before: Seen; readonly after: Seen },
  only: readonly FixedPart[] | null,
  add: (part: FixedPart) => void,
): void {
  const [old, now] = [wholeOf(before, reader, seen.before, only), wholeOf(after, reader, seen.after, only)]
  for (const part of Object.keys(now) as (keyof typeof now)[]) if (differs(old[part], now[part])) add(part)
}

function wholeOf(moment: Moment, reader: Audience, seen: Seen, only: readonly FixedPart[] | null) {
  const { record } = moment
  const { linkUp } = record
  const ownId = 'meetingId' in reader ? reader.meetingId : null
  const standing = reader.kind === 'host' && ownId !== null ? standingIn(moment, ownId) : null
  const control = projectControl(record, [], seen, reader, standing)
  if (only !== null) return { control }
  return {
    control,
    gathering: projectGathering(record.gathering, reader),
    stage: projectStage(record.stage, linkUp.programme, seen, reader),
    programme: projectProgramme(linkUp.programme, seen),
    recordings: projectRecordings(linkUp.recordings, linkUp.programme, seen),
    rollCall: projectRollCall(linkUp.rollCall, seen),
  }
}

function compareMeeting(
  { before, after }: Commit,
  reader: Audience,
  meetingId: string,
  add: (part: string) => void,
): void {
  const [old, now] = [before.meetings.get(meetingId), after.meetings.get(meetingId)]
  // If a host's or guest's view equals the public view before and after, the public version already announces the change.
  const isShared = layersOf(reader).own !== null
  // A host's page may name the city that theirs was merged into.
  const needsSeen = reader.kind === 'host' && (now ?? old)?.meeting.mergedInto !== null
  const view = (moment: Moment, record: MeetingRecord | undefined, eyes: Audience) =>
    record === undefined
      ? null
      : projectMeeting(
          record,
          eyes,
          moment.record.gathering.standing,
          needsSeen ? seenIn(moment, eyes) : new Set<string>(),
        )
  const [oldView, nowView] = [view(before, old, reader), view(after, now, reader)]
  const isToldToAll =
    isShared &&
    !differs(oldView, view(before, old, stranger)) &&
    !differs(nowView, view(after, now, stranger))
  if (!isToldToAll && differs(oldView, nowView)) add(meetingPart(meetingId))
  const counts = (record: MeetingRecord | undefined, eyes: Audience) =>
    record === undefined ? null : projectCounts(record, eyes)
  const [oldCounts, nowCounts] = [counts(old, reader), counts(now, reader)]
  if (!differs(oldCounts, nowCounts)) return
  if (isShared && !differs(oldCounts, counts(old, stranger)) && !differs(nowCounts, counts(now, stranger))) {
    return
  }
  const isArrivedOnly =
    oldCounts !== null &&
    nowCounts !== null &&
    nowCounts.arrived !== null &&
    !differs({ ...oldCounts, arrived: nowCounts.arrived }, nowCounts)
  add(isArrivedOnly ? arrivedPart(meetingId) : countsPart(meetingId))
}

function compareReply(commit: Commit, { before, after }: Commit['replies'][number], add: Add): void {
  const meetingIds = new Set([before?.attendance.meetingId, after.attendance.meetingId])
  for (const meetingId of meetingIds) {
    if (meetingId === undefined) continue
    const reader: Audience = { kind: 'host', meetingId }
    const view = (moment: Moment, record: AttendanceRecord | null) =>
      record && projectAttendance(record, reader, standingIn(moment, meetingId))
    const [old, now] = [view(commit.before, before), view(commit.after, after)]
    if (!differs(old, now)) continue
    // Versions are stored on the rows of replies, so one that left the meeting cannot be found: the host reads the whole list.
    add(hostLayer(meetingId), now === null ? 'list' : 'replies')
  }
}
