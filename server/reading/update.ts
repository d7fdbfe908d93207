// Builds the update for an audience: the parts that changed since a version, the same for live updates and for catching up.
import { zonesShown } from '#shared/protocol/clocks.ts'
import type { Audience, CrewMessageView, Snapshot, Update } from '#shared/protocol/views.ts'
import { type AttendanceRecord, listAtMost, listSince, loadAttendances } from '../store/attendance-rows.ts'
import { partsSince, wholePart } from '../store/audience-rows.ts'
import { type DirectorRecord, listDirectors, listMessages, loadMessages } from '../store/crew-rows.ts'
import { type GatheringRecord, loadGathering, noVersions, versionsOf } from '../store/gathering-rows.ts'
import { loadMeetings, loadMeetingsById, type MeetingRecord } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { Queries } from '../store/tables.ts'
import { cityClocks } from './clocks.ts'
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
  seenAmong,
} from './exposure.ts'
import {
  guestLayer,
  hostLayer,
  joinVersions,
  type Layer,
  layersOf,
  splitVersion,
  versionIn,
} from './layers.ts'
import { idsIn, isNumbers } from './parts.ts'
import { ownMeeting, present, readStanding } from './snapshot.ts'

/** A host's list longer than this is not sent in an update: the host asks for it. */
const longestToldList = 1000

/** Which replies and messages changed, if known; otherwise all that may have changed are sent. */
export type Narrow = {
  readonly attendances: ReadonlySet<string>
  readonly left: ReadonlySet<string>
  readonly messages: ReadonlySet<string>
}

/** Rows for the updates of one gathering, read once for all audiences. */
export type SharedRows = {
  readonly record: GatheringRecord
  /** By layer, the parts that changed after the earliest version asked for, with their versions. */
  readonly parts: ReadonlyMap<Layer, ReadonlyMap<string, number>>
  readonly meetings: ReadonlyMap<string, MeetingRecord>
  readonly hasAll: boolean
  readonly directors: readonly DirectorRecord[]
  /** No row was written later than this version of the gathering. */
  readonly upTo: number
}

export type Asked = { readonly audience: Audience; readonly from: number }

/** Null when the gathering is gone. Versions are read before the rows, for the same reason as in `readSnapshot`. */
export async function readShared(
  store: Store,
  gatheringId: string,
  asked: readonly Asked[],
): Promise<SharedRows | null> {
  const { db } = store
  const ownIds = asked.flatMap(({ audience }) => ('meetingId' in audience ? [audience.meetingId] : []))
  const versions = await readVersionsAndParts(db, gatheringId, [...new Set(ownIds)], earliest(asked))
  if (versions === null) return null
  const { record, own, parts } = versions
  const names = new Set([...parts.values()].flatMap((changed) => [...changed.keys()]))
  const { meetings: viewIds, counts } = idsIn(names)
  const hasAll = [...names].some((part) => !isNumbers(part) && part !== 'replies' && part !== 'messages')
  const found = hasAll
    ? await loadMeetings(db, gatheringId)
    : await loadMeetingsById(db, [...new Set([...viewIds, ...counts])])
  const meetings = new Map(found.map((each) => [each.meeting.meetingId, each]))
  // The versions of own meetings must not be newer than the parts that were read.
  for (const each of own) {
    const { meetingId } = each.meeting
    const { hostVersion = 0, guestVersion = 0 } = each
    meetings.set(meetingId, { ...(meetings.get(meetingId) ?? each), hostVersion, guestVersion })
  }
  const directors = names.has('control') ? await listDirectors(db, gatheringId) : []
  const upTo =
    ownIds.length === 0 ? record.version : ((await versionsOf(db, [gatheringId])).get(gatheringId) ?? 0)
  return { record, parts, meetings, hasAll, directors, upTo }
}

type VersionsAndParts = Pick<SharedRows, 'record' | 'parts'> & { readonly own: readonly MeetingRecord[] }

/** With several processes writing constantly, a commit may fall between any two reads. */
const mostReads = 3

/**
 * Retries until both are from one moment. After a commit in between, an update would contain parts of a later version than its own; they
 * are sent again at that version, so the last try may contain them.
 */
async function readVersionsAndParts(
  db: Queries,
  gatheringId: string,
  ownIds: readonly string[],
  since: ReadonlyMap<Layer, number>,
): Promise<VersionsAndParts | null> {
  for (let reads = 1; ; reads += 1) {
    const record = await loadGathering(db, gatheringId)
    if (record === null) return null
    const own = await loadMeetingsById(db, ownIds)
    const parts = await partsSince(db, gatheringId, since)
    const versions = new Map<Layer, number>(Object.entries(record.versions ?? noVersions))
    for (const { meeting, hostVersion = 0, guestVersion = 0 } of own) {
      versions.set(hostLayer(meeting.meetingId), hostVersion).set(guestLayer(meeting.meetingId), guestVersion)
    }
    const isOfOneMoment = [...parts].every(([layer, changed]) =>
      [...changed.values()].every((version) => version <= (versions.get(layer) ?? 0)),
    )
    if (isOfOneMoment || reads === mostReads) return { record, own, parts }
  }
}

function earliest(asked: readonly Asked[]): ReadonlyMap<Layer, number> {
  const layers = new Map<Layer, number>()
  const note = (layer: Layer, version: number) =>
    layers.set(layer, Math.min(version, layers.get(layer) ?? Number.POSITIVE_INFINITY))
  for (const { audience, from } of asked) {
    const { common, own } = layersOf(audience)
    const known = splitVersion(audience, from)
    note(common, known.common)
    if (own !== null) note(own, known.own)
  }
  return layers
}

export function versionOfShared({ record, meetings }: SharedRows, audience: Audience): number {
  const own = 'meetingId' in audience ? (meetings.get(audience.meetingId) ?? null) : null
  return versionIn(record, own, audience)
}

/** The parts that changed for this audience after the version it knows. */
export function partsFor({ parts }: SharedRows, { audience, from }: Asked): ReadonlySet<string> {
  const { common, own } = layersOf(audience)
  const known = splitVersion(audience, from)
  const found = new Set<string>()
  for (const [part, version] of parts.get(common) ?? []) if (version > known.common) found.add(part)
  for (const [part, version] of (own === null ? undefined : parts.get(own)) ?? []) {
    if (version > known.own) found.add(part)
  }
  return found
}

export type MadeUpdate =
  | { readonly kind: 'update'; readonly update: Update; readonly parts: ReadonlySet<string> }
  /** Too long for an update, or everything must be read again: send a snapshot. */
  | { readonly kind: 'whole'; readonly to: number; readonly floor: number | null }
  /** This audience may no longer learn of the gathering. */
  | { readonly kind: 'gone' }

export async function makeUpdate(
  store: Store,
  rows: SharedRows,
  asked: Asked,
  narrow: Narrow | null,
): Promise<MadeUpdate> {
  const { audience, from } = asked
  const { record, meetings: known, directors } = rows
  const { gatheringId } = record.gathering
  const gathering = projectGathering(record.gathering, audience)
  if (gathering === null) return { kind: 'gone' }
  const to = versionOfShared(rows, audience)
  const parts = partsFor(rows, asked)
  if (parts.has(wholePart)) return { kind: 'whole', to, floor: floorOf(rows, asked) }
  const ids = idsIn(parts)
  const isCrew = audience.kind === 'host' || isOfCrew(audience, null)
  const isTalkTold = isCrew && (parts.has('messages') || parts.has('talk'))
  const said = isTalkTold ? await readTalk(store, gatheringId, audience, parts, narrow) : []
  const list = await readList(store, asked, parts, narrow)
  if (list === null) return { kind: 'whole', to, floor: null }
  // Read last: data written after a right ended must not be sent under a right read earlier.
  const standing = await readStanding(store, audience)
  const { linkUp } = record
  const seen = rows.hasAll ? seenAmong([...known.values()], audience) : new Set<string>()
  const recordsOf = (meetingIds: ReadonlySet<string>) =>
    present([...meetingIds].map((meetingId) => known.get(meetingId) ?? null))
  const viewOf = (each: MeetingRecord) => projectMeeting(each, audience, record.gathering.standing, seen)
  const meetings = present(recordsOf(ids.meetings).map(viewOf))
  const counts = present(recordsOf(ids.counts).map((each) => projectCounts(each, audience)))
  const shown = new Set(meetings.map(({ meetingId }) => meetingId))
  const counted = new Set(counts.map(({ meetingId }) => meetingId))
  const gone = new Set([...ids.meetings].filter((id) => !shown.has(id)))
  // A host without the right to the counts still sees their city; only its counts are removed.
  for (const id of ids.counts) if (!counted.has(id)) gone.add(id)
  const attendances = present(list.replies.map((reply) => projectAttendance(reply, audience, standing)))
  const attendancesGone = list.left.filter((id) => !attendances.some((view) => view.attendanceId === id))
  const messages = said.filter((message) => hearsMessage(message, audience, standing))
  const isMomentTold = parts.has('gathering')
  // A new start time may change the start of every city.
  const withClock = isMomentTold ? present([...known.values()].map(viewOf)) : meetings
  const zones = zonesShown({ gathering: isMomentTold ? gathering : { leadPlace: null }, meetings: withClock })
  const update: Update = {
    epoch: store.epoch,
    gatheringId,
    from,
    to,
    ...(parts.has('gathering') ? { gathering } : {}),
    ...(parts.has('stage') ? { stage: projectStage(record.stage, linkUp.programme, seen, audience) } : {}),
    ...(parts.has('programme') ? { programme: projectProgramme(linkUp.programme, seen) } : {}),
    ...(parts.has('recordings')
      ? { recordings: projectRecordings(linkUp.recordings, linkUp.programme, seen) }
      : {}),
    ...(parts.has('rollCall') ? { rollCall: projectRollCall(linkUp.rollCall, seen) } : {}),
    ...(parts.has('control') ? { control: projectControl(record, directors, seen, audience, standing) } : {}),
    ...(messages.length > 0 ? { messages } : {}),
    ...(meetings.length > 0 ? { meetings } : {}),
    ...(zones.length > 0 ? { clocks: cityClocks(gathering, zones) } : {}),
    ...(gone.size > 0 ? { gone: [...gone] } : {}),
    ...(counts.length > 0 ? { counts } : {}),
    ...(attendances.length > 0 ? { attendances } : {}),
    ...(list.isWhole ? { isWholeList: true } : {}),
    ...(attendancesGone.length > 0 ? { attendancesGone } : {}),
  }
  return { kind: 'update', update, parts }
}

/** The version of the last full read: updates are possible from there on. */
function floorOf({ parts }: SharedRows, { audience, from }: Asked): number {
  const { common, own } = layersOf(audience)
  const known = splitVersion(audience, from)
  const at = (layer: Layer | null) => (layer === null ? 0 : (parts.get(layer)?.get(wholePart) ?? 0))
  return joinVersions(audience, {
    common: Math.max(known.common, at(common)),
    own: Math.max(known.own, at(own)),
  })
}

async function readTalk(
  { db }: Store,
  gatheringId: string,
  audience: Audience,
  parts: ReadonlySet<string>,
  narrow: Narrow | null,
): Promise<readonly CrewMessageView[]> {
  if (narrow === null || parts.has('talk')) return listMessages(db, gatheringId, ownMeeting(audience))
  return loadMessages(db, gatheringId, [...narrow.messages])
}

type ReadList = {
  readonly replies: readonly AttendanceRecord[]
  readonly left: readonly string[]
  readonly isWhole: boolean
}
const noList: ReadList = { replies: [], left: [], isWhole: false }

/** Null when it is too long for an update. */
async function readList(
  { db }: Store,
  { audience, from }: Asked,
  parts: ReadonlySet<string>,
  narrow: Narrow | null,
): Promise<ReadList | null> {
  if (audience.kind !== 'host' || !(parts.has('replies') || parts.has('list'))) return noList
  const { meetingId } = audience
  if (narrow !== null) {
    const replies = await loadAttendances(db, [...narrow.attendances])
    return { replies, left: [...narrow.left], isWhole: false }
  }
  if (parts.has('list')) {
    const replies = await listAtMost(db, meetingId, longestToldList)
    return replies && { replies, left: [], isWhole: true }
  }
  const { own } = splitVersion(audience, from)
  const replies = await listSince(db, meetingId, own, longestToldList + 1)
  return replies.length > longestToldList ? null : { replies, left: [], isWhole: false }
}

export type ReadSince = { readonly update: Update } | { readonly snapshot: Snapshot } | null

/** The update since a version, or the snapshot given by `readWhole`. `floor`: clients at this version or later need no full read. */
export async function readSince(
  store: Store,
  gatheringId: string,
  audience: Audience,
  from: number,
  readWhole: () => Promise<Snapshot | null>,
): Promise<{ readonly read: ReadSince; readonly floor: number | null }> {
  const asked = { audience, from }
  const rows = await readShared(store, gatheringId, [asked])
  if (rows === null) return { read: null, floor: null }
  const made = await makeUpdate(store, rows, asked, null)
  if (made.kind === 'gone') return { read: null, floor: null }
  if (made.kind === 'update') return { read: { update: made.update }, floor: null }
  const snapshot = await readWhole()
  return { read: snapshot && { snapshot }, floor: made.floor }
}
