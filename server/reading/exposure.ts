// Access control per audience: the only place where stored records become views. Every output goes through it.

import { minuteMs } from '#shared/domain/admission.ts'
import { type Attendance, stateForHolder } from '#shared/domain/attendance.ts'
import { isCountClosed } from '#shared/domain/exposure.ts'
import type { Gathering, Standing } from '#shared/domain/gathering.ts'
import { type HostReading, type HostStanding, hostMayRead, hostStanding } from '#shared/domain/host-rights.ts'
import { seatsLeft } from '#shared/domain/meeting.ts'
import { parseMergePath } from '#shared/domain/merge-path.ts'
import { gatheringSpan, meetingStart } from '#shared/domain/moment.ts'
import type { Programme } from '#shared/domain/programme.ts'
import type { Recording } from '#shared/domain/recording.ts'
import { cancelledKeptMinutes } from '#shared/domain/retention.ts'
import type { RollCall } from '#shared/domain/roll-call.ts'
import type { Stage } from '#shared/domain/stage.ts'
import type { StageRun } from '#shared/domain/stage-run.ts'
import { isoInZone } from '#shared/domain/time.ts'
import type { CalendarMeeting } from '#shared/protocol/calendar.ts'
import type { HeldView } from '#shared/protocol/held.ts'
import { travellingState } from '#shared/protocol/reply-state.ts'
import type {
  AttendanceView,
  Audience,
  ControlView,
  CountsView,
  CrewMessageView,
  GatheringSummary,
  GatheringView,
  MeetingCrewView,
  MeetingView,
  RollCallView,
  SegmentView,
  StageView,
  TicketView,
  WithdrawnView,
} from '#shared/protocol/views.ts'
import type { AttendanceRecord } from '../store/attendance-rows.ts'
import type { DirectorRecord } from '../store/crew-rows.ts'
import type { GatheringRecord } from '../store/gathering-rows.ts'
import type { MeetingRecord } from '../store/meeting-rows.ts'
import { leadClock, ticketClock } from './clocks.ts'

/** The fields of a reply that decide how much of the meeting its holder may read. */
export type HolderStanding = Pick<Attendance, 'state' | 'vouched'>
/** The reader of one's own reply, besides the audiences of a whole gathering. */
type Holder = { readonly kind: 'holder'; readonly attendance: HolderStanding }

/** Whether this audience may read that part of a city: organizers for every city, a host for their own as its state allows. */
function readsOf(record: MeetingRecord, audience: Audience, reading: HostReading): boolean {
  if (audience.kind === 'organizer') return true
  return isOwnHost(record, audience) && hostMayRead(hostStanding(record.meeting), reading)
}

function isOwnHost({ meeting }: MeetingRecord, audience: Audience): boolean {
  return audience.kind === 'host' && audience.meetingId === meeting.meetingId
}

/** Whether this audience may learn that the meeting exists. */
export function seesMeeting(record: MeetingRecord, audience: Audience): boolean {
  return isOwnHost(record, audience) || knowsOfCity(record, audience)
}

/** Like `seesMeeting`, but treats the host of a city that was not approved as a stranger: the city is in no plan of others. */
function knowsOfCity(record: MeetingRecord, audience: Audience): boolean {
  if (readsOf(record, audience, 'hour')) return true
  if (record.meeting.status !== 'approved') return false
  // Directors must know every city to which they can hand the stage.
  if (audience.kind === 'director') return true
  if (record.meeting.exposure.existence === 'public') return true
  return audience.kind === 'guest' && audience.meetingId === record.meeting.meetingId
}

/** While the gathering is not planned (cancelled or postponed), only the crew may read the address. */
function seesAddress(record: MeetingRecord, reader: Audience | Holder, standing: Standing): boolean {
  const { address } = record.meeting.exposure
  if (reader.kind !== 'holder' && readsOf(record, reader, 'plan')) return true
  if (standing !== 'planned') return false
  if (reader.kind !== 'holder') return !isOwnHost(record, reader) && address === 'public'
  if (record.meeting.status !== 'approved') return false
  if (address === 'public') return true
  if (reader.attendance.state !== 'confirmed') return false
  return address === 'replied' || reader.attendance.vouched
}

/** Null when this audience may not learn of the gathering. */
export function projectGathering(gathering: Gathering, audience: Audience): GatheringView | null {
  const { kind } = audience
  const seesDraft = kind === 'organizer' || kind === 'preview' || kind === 'director'
  if (gathering.status === 'draft' && !seesDraft) return null
  const { publishedAt: _publishedAt, ...view } = gathering
  return view
}

/** `standing`: of the gathering. `seen`: the loaded cities this audience may know; a merger names no other city. */
export function projectMeeting(
  record: MeetingRecord,
  audience: Audience,
  standing: Standing,
  seen: Seen = new Set(),
): MeetingView | null {
  return seesMeeting(record, audience) ? viewMeeting(record, audience, standing, seen) : null
}

function viewMeeting(
  record: MeetingRecord,
  reader: Audience | Holder,
  standing: Standing,
  seen: Seen,
): MeetingView {
  const { meeting } = record
  const isHost = reader.kind !== 'holder' && isOwnHost(record, reader)
  const reads = (reading: HostReading) => reader.kind !== 'holder' && readsOf(record, reader, reading)
  const isOpenNumber = !isHost && meeting.exposure.counts === 'exact'
  const isOpenLink = !isHost && meeting.link.status !== 'off'
  const isDirector = reader.kind === 'director'
  return {
    meetingId: meeting.meetingId,
    status: meeting.status,
    place: meeting.place,
    formerPlace: meeting.formerPlace,
    mergedFrom: meeting.mergedFrom,
    revision: meeting.revision,
    zoneMoved: meeting.zoneMoved,
    revisedAt: meeting.revisedAt,
    hostAlias: meeting.hostAlias,
    note: isHost && !reads('plan') ? '' : meeting.note,
    languages: meeting.languages,
    doorsMinutesBefore: meeting.doorsMinutesBefore,
    exposure: meeting.exposure,
    admission: meeting.admission,
    // With a capacity, "full" would reveal an exact count.
    capacity: reads('plan') || isDirector || isOpenNumber ? meeting.capacity : null,
    address: seesAddress(record, reader, standing)
      ? { venue: meeting.venue, address: meeting.address }
      : null,
    link: meeting.link,
    streams: reads('plan') || isDirector || isOpenLink ? meeting.streams : [],
    crew: isHost || reads('codes') ? viewCrew(record, reads, seen) : null,
  }
}

/** Values that are closed to the reader are empty, null or 0. */
function viewCrew(
  { meeting, arrivalCode, invitation, proposedAt }: MeetingRecord,
  reads: (reading: HostReading) => boolean,
  seen: Seen,
): MeetingCrewView {
  const { mergedInto, counts } = meeting
  return {
    arrivalCode: reads('codes') ? arrivalCode : '',
    invitation: reads('codes') ? invitation : '',
    declineReason: meeting.declineReason,
    mergedInto: mergedInto !== null && (reads('people') || seen.has(mergedInto)) ? mergedInto : null,
    proposedAt,
    checkedIn: reads('people') ? counts.arrived : 0,
    walkIns: reads('people') ? counts.walkIns : 0,
  }
}

export function projectCounts(record: MeetingRecord, audience: Audience): CountsView | null {
  if (!knowsOfCity(record, audience)) return null
  const { meeting } = record
  const { counts, exposure, meetingId } = meeting
  const left = seatsLeft(meeting)
  const arrived = counts.arrived + counts.walkIns
  if (readsOf(record, audience, 'people') || audience.kind === 'director' || exposure.counts === 'exact') {
    return {
      meetingId,
      asked: counts.asked,
      confirmed: counts.confirmed,
      vouched: counts.vouched,
      arrived,
      waiting: counts.waiting,
      left,
      // With closed counts, replies wait for the next batch although seats are free.
      full: left !== null && (left === 0 || (counts.waiting > 0 && !isCountClosed(exposure))),
      rounded: false,
    }
  }
  // Whether a seat is free would reveal when the last one was taken.
  const closed = { meetingId, asked: null, vouched: null, waiting: null, left: null, full: false }
  if (exposure.counts === 'hidden') return { ...closed, confirmed: null, arrived: null, rounded: false }
  return {
    ...closed,
    // As stored by the last batch, never computed from the count itself.
    confirmed: record.told?.confirmed ?? 0,
    arrived: record.told?.arrived ?? 0,
    rounded: true,
  }
}

/** A withdrawn meeting that was public, to be removed from public calendars; null for any other. */
export function projectWithdrawn({ meeting }: MeetingRecord): WithdrawnView | null {
  const { meetingId, place, revision, revisedAt, status, exposure } = meeting
  const isKnown = status === 'withdrawn' && meeting.wasAnnounced && exposure.existence === 'public'
  return isKnown ? { meetingId, place, revision, revisedAt } : null
}

/** The ids of a gathering's meetings that an audience may know of. */
export type Seen = ReadonlySet<string>

export function seenAmong(meetings: readonly MeetingRecord[], audience: Audience): Seen {
  return new Set(
    meetings.filter((meeting) => knowsOfCity(meeting, audience)).map(({ meeting }) => meeting.meetingId),
  )
}

/**
 * A stage held by a meeting that this audience may not know of reads as empty, and so does its segment; such a next meeting reads as null.
 * The progress of the programme refers to visible segments only. The fence is only for those who act on the stage: others could count the
 * hand-overs among closed cities.
 */
export function projectStage(stage: Stage, programme: Programme, seen: Seen, audience: Audience): StageView {
  const isOpen = (meetingId: string | null) => meetingId === null || seen.has(meetingId)
  const acts = audience.kind === 'organizer' || audience.kind === 'director'
  const shown = {
    ...stage,
    fence: acts ? stage.fence : 0,
    nextMeetingId: isOpen(stage.nextMeetingId) ? stage.nextMeetingId : null,
    reachedSegmentId: reachedOf(stage.reachedSegmentId, programme, isOpen),
  }
  return isOpen(stage.meetingId)
    ? shown
    : { ...shown, meetingId: null, since: null, segmentId: null, isHeld: false }
}

/** The segment that was reached, or the last visible one before it. */
function reachedOf(
  segmentId: string | null,
  programme: Programme,
  isOpen: (meetingId: string | null) => boolean,
): string | null {
  const place = programme.findIndex((segment) => segment.segmentId === segmentId)
  if (place === -1) return segmentId
  return programme.slice(0, place + 1).findLast(({ meetingId }) => isOpen(meetingId))?.segmentId ?? null
}

/** A segment of a city that is closed to the reader keeps only its position and its time. */
export function projectProgramme(programme: Programme, seen: Seen): readonly SegmentView[] {
  return programme.map((segment) =>
    segment.meetingId === null || seen.has(segment.meetingId)
      ? { ...segment, isClosed: false }
      : { ...segment, meetingId: null, title: '', language: '', kind: 'report', isClosed: true },
  )
}

/** Recordings of cities this audience may know of, and of segments that still exist. */
export function projectRecordings(
  recordings: readonly Recording[],
  programme: Programme,
  seen: Seen,
): readonly Recording[] {
  return recordings.filter(({ meetingId, segmentId }) => {
    if (segmentId === null) return meetingId === null || seen.has(meetingId)
    const segment = programme.find((each) => each.segmentId === segmentId)
    return segment !== undefined && (segment.meetingId === null || seen.has(segment.meetingId))
  })
}

/** While a city that this audience may not know had the stage, the stage reads as empty. */
export function projectRuns(runs: readonly StageRun[], seen: Seen): readonly StageRun[] {
  const empty = { meetingId: null, segmentId: null, isHeld: false }
  const shown = runs.map((run) =>
    run.meetingId === null || seen.has(run.meetingId) ? run : { ...empty, at: run.at },
  )
  return shown.filter(({ meetingId, segmentId, isHeld }, index) => {
    const before = shown[index - 1] ?? empty
    // The times of hand-overs among closed cities must not be revealed.
    return before.meetingId !== meetingId || before.segmentId !== segmentId || before.isHeld !== isHeld
  })
}

export function projectRollCall(roll: RollCall | null, seen: Seen): RollCallView | null {
  if (roll === null) return null
  const answers = Object.entries(roll.answers).filter(([meetingId]) => seen.has(meetingId))
  return { ...roll, answers: Object.fromEntries(answers) }
}

/** Null for everyone but the crew. A host sees only the cities they may know of. `standing`: of a host's own city. */
export function projectControl(
  { linkUp, purgeAt }: GatheringRecord,
  directors: readonly DirectorRecord[],
  seen: Seen,
  audience: Audience,
  standing: HostStanding | null,
): ControlView | null {
  if (!isOfCrew(audience, standing)) return null
  const { seat, rehearsal } = linkUp
  return {
    seat,
    purgeAt,
    directors: audience.kind === 'host' ? [] : directors,
    rehearsal: rehearsal && {
      ...rehearsal,
      stage: projectStage(rehearsal.stage, linkUp.programme, seen, audience),
      rollCall: projectRollCall(rehearsal.rollCall, seen),
    },
  }
}

/**
 * Organizers and directors belong to the crew; a host does while their city is open. `standing`: of a host's own city, null if there is
 * none.
 */
export function isOfCrew({ kind }: Audience, standing: HostStanding | null): boolean {
  if (kind === 'organizer' || kind === 'director') return true
  return kind === 'host' && standing !== null && hostMayRead(standing, 'crew')
}

/** A host receives messages from and to their own city and the control room's messages to all, not those of other cities. */
export function hearsMessage(
  { from, to }: CrewMessageView,
  audience: Audience,
  standing: HostStanding | null,
): boolean {
  if (!isOfCrew(audience, standing)) return false
  if (audience.kind !== 'host') return true
  if (from !== null) return from === audience.meetingId
  return to === null || to === audience.meetingId
}

/** Counts per ten minutes, without single replies. */
export function readsReplyTimes({ kind }: Audience): boolean {
  return kind === 'organizer'
}

/** Only the host of an open city reads its list. */
export function projectAttendance(
  {
    attendance,
    repliedMinute,
    held,
    listOrder,
  }: Pick<AttendanceRecord, 'attendance' | 'held' | 'listOrder' | 'repliedMinute'>,
  audience: Audience,
  standing: HostStanding | null,
): AttendanceView | null {
  if (audience.kind !== 'host' || audience.meetingId !== attendance.meetingId) return null
  if (standing === null || !hostMayRead(standing, 'people')) return null
  const { meetingId: _meetingId, state, ...view } = attendance
  // The queue order of the whole gathering would reveal how many replied elsewhere in between.
  return { ...view, queueOrder: listOrder ?? 0, ...travellingState(state), repliedMinute, held }
}

/** The meeting as the holder of such a reply sees it. */
export function projectMeetingForHolder(
  record: MeetingRecord,
  attendance: HolderStanding,
  standing: Standing,
): MeetingView {
  return viewMeeting(record, { kind: 'holder', attendance }, standing, new Set())
}

export function projectTicket(
  attendance: Attendance,
  record: MeetingRecord,
  { ahead, feed, standing }: Pick<TicketView, 'ahead' | 'feed'> & { readonly standing: Standing },
): TicketView {
  const { exposure, gatheringId } = record.meeting
  return {
    ...attendance,
    ...travellingState(stateForHolder(attendance.state, exposure)),
    // The real order would reveal how many replied before.
    queueOrder: 0,
    feed,
    gatheringId,
    ahead: isCountClosed(exposure) ? null : ahead,
    meeting: projectMeetingForHolder(record, attendance, standing),
    clock: ticketClock(record.meeting.place.timeZone),
  }
}

const dayMs = 24 * 60 * 60 * 1000

/**
 * Everything stored about a reply, for the holder of its secret. The purge date is rounded up to a day: the exact time would reveal when
 * somebody wrote into a gathering that was purged before.
 */
export function projectHeld(
  { attendance, mergedFrom, cancelledAt, repliedMinute }: AttendanceRecord,
  { meeting }: MeetingRecord,
  { purgeAt }: Pick<GatheringRecord, 'purgeAt'>,
): HeldView {
  const { code, partySize, state, arrived, vouched } = attendance
  const isCancelled = state === 'cancelled' && cancelledAt != null
  return {
    code,
    partySize,
    state: stateForHolder(state, meeting.exposure),
    repliedAt: repliedMinute === 0 ? null : repliedMinute * minuteMs,
    arrived,
    vouched,
    leftCities: parseMergePath(mergedFrom).length,
    cancelledUntil: isCancelled ? cancelledAt + cancelledKeptMinutes * 60_000 : null,
    purgeAt: purgeAt === null ? null : Math.ceil(purgeAt / dayMs) * dayMs,
  }
}

/** An entry of the home page, from the public view of each meeting. */
export function projectSummary(
  { gathering, stage }: GatheringRecord,
  records: readonly MeetingRecord[],
): GatheringSummary {
  const stranger: Audience = { kind: 'public' }
  const counts = records.map((record) => projectCounts(record, stranger)).filter((view) => view !== null)
  const { gatheringId, slug, status, isExample, startsAt, lengthMs, leadPlace, languages } = gathering
  const { clockRule, standing, formerStartsAt } = gathering
  const shown = records.filter((record) => seesMeeting(record, stranger))
  const zones = shown.map(({ meeting }) => meeting.place.timeZone)
  return {
    gatheringId,
    slug,
    status,
    isExample,
    startsAt,
    lengthMs,
    clockRule,
    standing,
    formerStartsAt,
    span: gatheringSpan(gathering, zones),
    leadPlace,
    clock: leadClock(gathering),
    languages,
    titles: Object.fromEntries(
      Object.entries(gathering.texts).map(([language, { title, slogan }]) => [language, { title, slogan }]),
    ),
    cities: counts.length,
    people: counts.reduce((sum, view) => sum + (view.confirmed ?? 0), 0),
    atLeast: counts.some((view) => view.rounded || view.confirmed === null),
    onStage: counts.some((view) => view.meetingId === stage.meetingId),
  }
}

function localStart(gathering: Gathering, timeZone: string) {
  const startsAt = meetingStart(gathering, timeZone)
  return { startsAt, localStart: startsAt === null ? null : isoInZone(startsAt, timeZone) }
}

/** The public calendar entry: the summary and the public cities, the lead city first, then the largest. Null for a draft. */
export function projectListed(
  record: GatheringRecord,
  records: readonly MeetingRecord[],
): { readonly summary: GatheringSummary; readonly meetings: readonly CalendarMeeting[] } | null {
  const stranger: Audience = { kind: 'public' }
  const { gathering } = record
  if (projectGathering(gathering, stranger) === null) return null
  const leadId = gathering.leadPlace?.placeId
  const rank = ({ meeting: { place } }: MeetingRecord) =>
    place.placeId === leadId ? Number.POSITIVE_INFINITY : place.population
  const meetings = records
    .filter((meeting) => seesMeeting(meeting, stranger))
    .sort((a, b) => (rank(b) === rank(a) ? 0 : rank(b) - rank(a)))
    .map(({ meeting: { meetingId, place, languages } }) => ({
      meetingId,
      ...localStart(gathering, place.timeZone),
      place: {
        placeId: place.placeId,
        names: place.names,
        countryCode: place.countryCode,
        timeZone: place.timeZone,
      },
      languages,
    }))
  return { summary: projectSummary(record, records), meetings }
}
