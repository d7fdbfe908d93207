// A gathering as one audience sees it: whole, or what changed since a version. Reads the store; knows no socket and no HTTP.
import type { HostStanding } from '#shared/domain/host-rights.ts'
import { nothingTouched, type Touched, touch } from '#shared/protocol/changes.ts'
import type { Audience, CrewMessageView, Snapshot, Update } from '#shared/protocol/views.ts'
import {
  type AttendanceRecord,
  listAtMost,
  listAttendances,
  loadAttendances,
} from '../store/attendance-rows.ts'
import { changesSince } from '../store/change-rows.ts'
import { type DirectorRecord, listDirectors, listMessages, loadMessages } from '../store/crew-rows.ts'
import { type GatheringRecord, loadGathering } from '../store/gathering-rows.ts'
import { loadMeetings, loadMeetingsById, type MeetingRecord, standingsOf } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { longestCatchUp } from './catch-up.ts'
import {
  hearsMessage,
  isOfCrew,
  projectAttendance,
  projectControl,
  projectCounts,
  projectGathering,
  projectMeeting,
  projectProgramme,
  projectRecordings,
  projectRollCall,
  projectStage,
  readsCrewPage,
  seenAmong,
} from './exposure.ts'

/** A longer list of a host is not told in an update: the host asks for it. */
const longestToldList = 1000

/**
 * The version is read before the rows, so the rows may be newer than it says. That does no harm: what comes next tells the same
 * values again, and all values are absolute. Null when this audience may not learn of the gathering.
 */
export async function readSnapshot(
  store: Store,
  gatheringId: string,
  audience: Audience,
): Promise<Snapshot | null> {
  const record = await loadGathering(store.db, gatheringId)
  if (record === null) return null
  const gathering = projectGathering(record.gathering, audience)
  if (gathering === null) return null
  const meetings = await loadMeetings(store.db, gatheringId)
  const own = audience.kind === 'host' ? await listAttendances(store.db, audience.meetingId) : []
  const seen = seenAmong(meetings, audience)
  const mayBeCrew = audience.kind === 'host' || isOfCrew(audience, null)
  const directors = mayBeCrew ? await listDirectors(store.db, gatheringId) : []
  const messages = mayBeCrew ? await listMessages(store.db, gatheringId, ownMeeting(audience)) : []
  const standing = await readStanding(store, audience)
  return {
    epoch: store.epoch,
    version: record.version,
    gathering,
    stage: projectStage(record.stage, seen),
    programme: projectProgramme(record.linkUp.programme, seen),
    recordings: projectRecordings(record.linkUp.recordings, record.linkUp.programme, seen),
    rollCall: projectRollCall(record.linkUp.rollCall, seen),
    meetings: present(meetings.map((meeting) => projectMeeting(meeting, audience, seen))),
    counts: present(meetings.map((meeting) => projectCounts(meeting, audience))),
    attendances: present(own.map((reply) => projectAttendance(reply, audience, standing))),
    control: projectControl(record, directors, seen, audience, standing),
    messages: messages.filter((message) => hearsMessage(message, audience, standing)),
  }
}

function ownMeeting(audience: Audience): string | null {
  return audience.kind === 'host' ? audience.meetingId : null
}

/** Read after everything that it opens: what was written after the right ended is not told by a right that was read before. */
async function readStanding({ db }: Store, audience: Audience): Promise<HostStanding | null> {
  const meetingId = ownMeeting(audience)
  return meetingId === null ? null : ((await standingsOf(db, [meetingId])).get(meetingId) ?? null)
}

/** Rows that an update needs, read once for however many audiences hear of it. */
export type TouchedRows = {
  readonly record: GatheringRecord
  readonly meetings: readonly MeetingRecord[]
  readonly attendances: readonly AttendanceRecord[]
  /** The whole lists of meetings, for hosts who read them; null for a list that is too long for an update. */
  readonly lists: ReadonlyMap<string, readonly AttendanceRecord[] | null>
  /** Who has the stage and who was put next, as far as that is told. */
  readonly onStage: readonly MeetingRecord[]
  /** Every meeting, where the programme, the roll-call or the crew's view of them is told; each audience knows of its own. */
  readonly all: readonly MeetingRecord[]
  readonly directors: readonly DirectorRecord[]
  readonly messages: readonly CrewMessageView[]
  /** By meeting, for hosts among the readers whose city was opened: all of the crew's talk that they may read. */
  readonly openedTalk: ReadonlyMap<string, readonly CrewMessageView[]>
  /** By meeting, of the hosts among the readers. */
  readonly standings: ReadonlyMap<string, HostStanding>
}

/** For these readers. Null when the gathering is gone. */
export async function readTouched(
  store: Store,
  gatheringId: string,
  touched: Touched,
  readers: readonly Audience[],
): Promise<TouchedRows | null> {
  const record = await loadGathering(store.db, gatheringId)
  if (record === null) return null
  const meetingIds = new Set([...touched.meetings, ...touched.crewPages, ...touched.counts])
  const { meetingId: holderId, nextMeetingId } = record.stage
  const stageIds = [holderId, nextMeetingId].filter((meetingId) => meetingId !== null)
  // Each of them may be shown or hidden by itself, and then the whole stage is told.
  if (
    touched.stage ||
    touched.next.size > 0 ||
    stageIds.some((meetingId) => touched.meetings.has(meetingId))
  ) {
    for (const meetingId of stageIds) meetingIds.add(meetingId)
  }
  const meetings = await loadMeetingsById(store.db, [...meetingIds])
  const hostIds = new Set(readers.map(ownMeeting).filter((meetingId) => meetingId !== null))
  const opened = [...hostIds].filter(
    (hostId) =>
      touched.standings.has(hostId) &&
      meetings.some(({ meeting }) => meeting.meetingId === hostId && meeting.status === 'approved'),
  )
  const openedTalk = new Map<string, readonly CrewMessageView[]>()
  for (const hostId of opened) openedTalk.set(hostId, await listMessages(store.db, gatheringId, hostId))
  const listsOf = [...hostIds].filter((hostId) => touched.lists.has(hostId) || openedTalk.has(hostId))
  const rows = {
    record,
    meetings,
    attendances: await loadAttendances(store.db, [...touched.attendances]),
    lists: await readLists(store, listsOf),
    onStage: meetings.filter(({ meeting }) => stageIds.includes(meeting.meetingId)),
    all: isLinkUpTold(touched) ? await loadMeetings(store.db, gatheringId) : [],
    directors: isLinkUpTold(touched) ? await listDirectors(store.db, gatheringId) : [],
    messages: await loadMessages(store.db, gatheringId, [...touched.messages]),
    openedTalk,
  }
  // Last, for the reason that `readStanding` has.
  return { ...rows, standings: await standingsOf(store.db, [...hostIds]) }
}

async function readLists(store: Store, meetingIds: readonly string[]): Promise<TouchedRows['lists']> {
  const lists = new Map<string, readonly AttendanceRecord[] | null>()
  for (const meetingId of meetingIds) {
    lists.set(meetingId, await listAtMost(store.db, meetingId, longestToldList))
  }
  return lists
}

/** Whether this audience must be given a snapshot, because what changed for it is too long for an update. */
export function needsSnapshot({ lists }: TouchedRows, audience: Audience): boolean {
  return audience.kind === 'host' && lists.get(audience.meetingId) === null
}

/** A city that is opened or closed shows or hides its segments and its answer. */
function isLinkUpTold(touched: Touched): boolean {
  return (
    touched.programme ||
    touched.next.size > 0 ||
    touched.rollCall ||
    touched.recorded.size > 0 ||
    touched.answered.size > 0 ||
    touched.control ||
    touched.meetings.size > 0
  )
}

/** Null when this audience may no longer learn of the gathering. */
export function projectUpdate(
  epoch: string,
  rows: TouchedRows,
  touched: Touched,
  audience: Audience,
  from: number,
  to: number,
): Update | null {
  const { record, onStage } = rows
  const { gatheringId } = record.gathering
  const gathering = projectGathering(record.gathering, audience)
  if (gathering === null) return null
  const seen = seenAmong(rows.all, audience)
  const ownId = ownMeeting(audience)
  const standing = ownId === null ? null : (rows.standings.get(ownId) ?? null)
  /** The state of a host's city changed: what that opens or closes is told whole. */
  const isStandingTold = ownId !== null && touched.standings.has(ownId)
  const meetings = present(
    toldMeetings(rows, touched, audience).map((meeting) => projectMeeting(meeting, audience, seen)),
  )
  // Only what was open before is named: the id of a meeting never shown must not be told either.
  const closed = new Set(touched.closed)
  if (audience.kind === 'guest' && touched.closedToGuests.has(audience.meetingId))
    closed.add(audience.meetingId)
  if (audience.kind === 'director') for (const meetingId of touched.closedToGuests) closed.add(meetingId)
  const hidden = [...closed].filter((id) => !meetings.some((view) => view.meetingId === id))
  // A host still reads that their city is there; its numbers go.
  const gone = isStandingTold && !seen.has(ownId) ? [...hidden, ownId] : hidden
  const counts = present(
    rows.meetings
      .filter(({ meeting }) => touched.counts.has(meeting.meetingId))
      .map((meeting) => projectCounts(meeting, audience)),
  )
  const list = ownId === null ? undefined : rows.lists.get(ownId)
  const attendances = present(
    (list ?? rows.attendances).map((reply) => projectAttendance(reply, audience, standing)),
  )
  // Only a meeting's own host has its list, and a reply may have come back.
  const left = audience.kind === 'host' && !list ? [...(touched.left.get(audience.meetingId) ?? [])] : []
  const attendancesGone = left.filter((id) => !attendances.some((view) => view.attendanceId === id))
  /** They may know of it now, or did before. */
  const concerns = (meetingId: string) => seen.has(meetingId) || gone.includes(meetingId)
  // Only what this audience is told anyway may tell more: the moment of something that is closed to them would show in it.
  // A crew's page alone (an arrival was counted) shows no city anew.
  const isShownAnew = meetings.some(({ meetingId }) => touched.meetings.has(meetingId)) || gone.length > 0
  const { linkUp } = record
  const isProgrammeTold = touched.programme || (isShownAnew && linkUp.programme.length > 0)
  // What was taken away before its city was closed went from a page that had it.
  const isRecorded = [...touched.recorded].some((meetingId) => meetingId === '' || concerns(meetingId))
  // With a segment its recording may have gone, and that may have been the last one.
  const isRecordingTold = isRecorded || touched.programme || (isShownAnew && linkUp.recordings.length > 0)
  const hasAnswered = [...touched.answered].some((meetingId) => seen.has(meetingId))
  const isRollTold = touched.rollCall || hasAnswered || (isShownAnew && linkUp.rollCall !== null)
  const isControlTold = touched.control || (isShownAnew && linkUp.rehearsal !== null) || isStandingTold
  const control = isControlTold ? projectControl(record, rows.directors, seen, audience, standing) : null
  const openedTalk = isStandingTold ? rows.openedTalk.get(ownId) : undefined
  const messages = (openedTalk ?? rows.messages).filter((message) =>
    hearsMessage(message, audience, standing),
  )
  // The moment of a closed city that has the stage, or is put next, does not show in a stage that reads the same.
  const isStageTold =
    touched.stage ||
    [...touched.next].some(concerns) ||
    onStage.some(({ meeting: { meetingId } }) => touched.meetings.has(meetingId) && concerns(meetingId))
  return {
    epoch,
    gatheringId,
    from,
    to,
    ...(touched.gathering ? { gathering } : {}),
    ...(isStageTold ? { stage: projectStage(record.stage, seenAmong(onStage, audience)) } : {}),
    ...(isProgrammeTold ? { programme: projectProgramme(linkUp.programme, seen) } : {}),
    ...(isRecordingTold ? { recordings: projectRecordings(linkUp.recordings, linkUp.programme, seen) } : {}),
    ...(isRollTold ? { rollCall: projectRollCall(linkUp.rollCall, seen) } : {}),
    ...(control === null && !isStandingTold ? {} : { control }),
    ...(messages.length > 0 ? { messages } : {}),
    ...(meetings.length > 0 ? { meetings } : {}),
    ...(gone.length > 0 ? { gone } : {}),
    ...(counts.length > 0 ? { counts } : {}),
    ...(attendances.length > 0 ? { attendances } : {}),
    ...(list ? { isWholeList: true } : {}),
    ...(attendancesGone.length > 0 ? { attendancesGone } : {}),
  }
}

/**
 * What a client at a known version missed, or a snapshot, which `readWhole` gives, when that is shorter or its version means nothing here.
 */
export async function readSince(
  store: Store,
  gatheringId: string,
  audience: Audience,
  known: { readonly epoch: string; readonly version: number },
  readWhole: () => Promise<Snapshot | null>,
): Promise<{ readonly update: Update } | { readonly snapshot: Snapshot } | null> {
  const record = await loadGathering(store.db, gatheringId)
  if (record === null) return null
  const behind = record.version - known.version
  const isComparable = known.epoch === store.epoch && behind >= 0 && behind <= longestCatchUp
  const missed = isComparable
    ? await changesSince(store.db, gatheringId, known.version, longestCatchUp * 2)
    : []
  if (!isComparable || missed.length < behind) {
    const snapshot = await readWhole()
    return snapshot === null ? null : { snapshot }
  }
  const touched = nothingTouched()
  for (const change of missed.flat()) touch(touched, change)
  const rows = await readTouched(store, gatheringId, touched, [audience])
  if (rows === null) return null
  if (needsSnapshot(rows, audience)) {
    const snapshot = await readSnapshot(store, gatheringId, audience)
    return snapshot === null ? null : { snapshot }
  }
  const update = projectUpdate(store.epoch, rows, touched, audience, known.version, record.version)
  return update === null ? null : { update }
}

/** Meetings of which this audience is told, as far as it may read them. */
function toldMeetings(
  { meetings, all }: TouchedRows,
  touched: Touched,
  audience: Audience,
): readonly MeetingRecord[] {
  const told = meetings.filter((record) => {
    const { meetingId } = record.meeting
    return (
      touched.meetings.has(meetingId) || (touched.crewPages.has(meetingId) && readsCrewPage(record, audience))
    )
  })
  // The page of a merged city names the other one as long as that one is open to its host.
  const joined = all.find(({ meeting: { meetingId, mergedInto } }) => {
    return meetingId === ownMeeting(audience) && mergedInto !== null && touched.meetings.has(mergedInto)
  })
  return joined === undefined || told.some(({ meeting }) => meeting.meetingId === joined.meeting.meetingId)
    ? told
    : [...told, joined]
}

function present<View>(views: readonly (View | null)[]): View[] {
  return views.filter((view) => view !== null)
}
