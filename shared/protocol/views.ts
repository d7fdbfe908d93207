// The views that an audience may read: the only data that leaves the server, and made only by the projection.
import type { Admission, Held } from '../domain/admission.ts'
import type { Cue } from '../domain/cue.ts'
import type { DirectorSeat } from '../domain/director-seat.ts'
import type { Exposure } from '../domain/exposure.ts'
import type { ClockRule, GatheringStatus, GatheringText, Standing } from '../domain/gathering.ts'
import type { MeetingStatus, MergedMeeting, ZoneMoved } from '../domain/meeting.ts'
import type { Span } from '../domain/moment.ts'
import type { Place } from '../domain/place.ts'
import type { Segment } from '../domain/programme.ts'
import type { Recording } from '../domain/recording.ts'
import type { Revision } from '../domain/revision.ts'
import type { RollCall } from '../domain/roll-call.ts'
import type { Stage } from '../domain/stage.ts'
import type { Link, Stream } from '../domain/stream.ts'
import type { CityClock, ZoneClock } from '../domain/zone-clock.ts'
import type { TravellingState } from './reply-state.ts'

export type GatheringView = Revision & {
  readonly gatheringId: string
  readonly slug: string
  readonly status: GatheringStatus
  readonly isExample: boolean
  readonly startsAt: number | null
  readonly lengthMs: number
  readonly clockRule: ClockRule
  readonly standing: Standing
  readonly formerStartsAt: number | null
  readonly standingReason: string
  readonly leadPlace: Place | null
  readonly languages: readonly string[]
  readonly texts: Readonly<Record<string, GatheringText>>
  /** At least this many people will watch from home; 0 if nothing is published. They are not among the people who come. */
  readonly watching: number
}

export type AddressView = { readonly venue: string; readonly address: string }

export type MeetingView = Revision & {
  readonly meetingId: string
  readonly status: MeetingStatus
  readonly place: Place
  readonly formerPlace: Place | null
  readonly mergedFrom: readonly MergedMeeting[]
  readonly zoneMoved: ZoneMoved | null
  readonly hostAlias: string
  readonly note: string
  readonly languages: readonly string[]
  readonly doorsMinutesBefore: number
  readonly exposure: Exposure
  readonly admission: Admission
  /** Null if there is no limit, and if the number would reveal a closed count. */
  readonly capacity: number | null
  /** Null if this reader may not see it. */
  readonly address: AddressView | null
  readonly link: Link
  readonly streams: readonly Stream[]
  /** Only for the meeting's own host and for organizers. */
  readonly crew: MeetingCrewView | null
}

/** A withdrawn meeting. */
export type WithdrawnView = Revision & { readonly meetingId: string; readonly place: Place }

/** A host whose city is not approved sees empty codes and no numbers. */
export type MeetingCrewView = {
  /** The code that people type at the venue to check in. */
  readonly arrivalCode: string
  /** Opens the meeting to guests if strangers cannot see it. */
  readonly invitation: string
  readonly declineReason: string
  /** The meeting that this one was merged into; null if it was not, and for a host who may not know of that one. */
  readonly mergedInto: string | null
  readonly proposedAt: number
  readonly checkedIn: number
  readonly walkIns: number
}

/** Numbers of people at one meeting. Null if this reader may not know; `rounded` if only a band floor is published. */
export type CountsView = {
  readonly meetingId: string
  /** Their replies wait for the host's confirmation. */
  readonly asked: number | null
  readonly confirmed: number | null
  /** The confirmed people whom the host knows. */
  readonly vouched: number | null
  /** Checked in and walked in, together. */
  readonly arrived: number | null
  readonly waiting: number | null
  /** Free seats; null if there is no limit or the number is closed. */
  readonly left: number | null
  /** No seat is free: a new reply would go on the waiting list. False where numbers are closed. */
  readonly full: boolean
  readonly rounded: boolean
}

export type StageView = Stage

/** A segment; without city and title if this reader may not know of its city. */
export type SegmentView = Segment & { readonly isClosed: boolean }

/** With the answers of the cities that this reader may know of. */
export type RollCallView = RollCall

/** A rehearsal of the link-up that only the crew see, with a stage of its own. */
export type RehearsalView = {
  readonly rehearsalId: string
  readonly startedAt: number
  readonly stage: StageView
  readonly rollCall: RollCallView | null
}

/** Control data for the crew of a link-up. */
export type ControlView = {
  readonly seat: DirectorSeat
  /** Directors beside the organizers; empty for hosts. */
  readonly directors: readonly { readonly directorId: string; readonly alias: string }[]
  readonly rehearsal: RehearsalView | null
  /** When all personal data of the gathering is erased, epoch ms; null if it was erased and nothing has been written since. */
  readonly purgeAt: number | null
}

/** A message of a crew member: a cue or text. */
export type CrewMessageView = {
  readonly messageId: string
  /** Its position among all messages of this gathering. */
  readonly order: number
  readonly at: number
  /** The city that sent it; null from the control room. */
  readonly from: string | null
  /** The sender's name in the control room. */
  readonly alias: string
  /** The receiving city; null for all cities, and null if a city sent it to the control room. */
  readonly to: string | null
  readonly cue: Cue | null
  readonly text: string
  /** The rehearsal it belongs to; deleted with it. */
  readonly rehearsalId: string | null
}

/** A reply as the meeting's host sees it: a code, never a name. */
export type AttendanceView = TravellingState & {
  readonly attendanceId: string
  readonly code: string
  readonly partySize: number
  readonly queueOrder: number
  readonly arrived: number
  readonly vouched: boolean
  /** When the reply was made, in minutes since 1970; 0 if unknown. */
  readonly repliedMinute: number
  /** Why it was `asked`; kept after the decision. */
  readonly held: Held
}

/** A reply as its holder sees it. */
export type TicketView = Omit<AttendanceView, 'held' | 'repliedMinute'> & {
  readonly gatheringId: string
  readonly meetingId: string
  /** Parties ahead on the waiting list; null if not waiting. */
  readonly ahead: number | null
  /** A read-only secret for a calendar of this reply. */
  readonly feed: string
  /** Their meeting; the address only if they may see it. */
  readonly meeting: MeetingView
  /** Of their city, which may be closed to strangers. */
  readonly clock: ZoneClock
}

/** The kind of reader: decides the projection and the socket room. */
export type Audience =
  | { readonly kind: 'public' }
  /** Has the invitation to one meeting that strangers cannot see. */
  | { readonly kind: 'guest'; readonly meetingId: string }
  | { readonly kind: 'host'; readonly meetingId: string }
  | { readonly kind: 'organizer' }
  /** Was appointed to direct the link-up. */
  | { readonly kind: 'director'; readonly directorId: string }
  /** An organizer who sees what a stranger sees; the only way to preview a draft. */
  | { readonly kind: 'preview' }

/** A gathering as an audience sees it at one version. */
export type Snapshot = {
  readonly epoch: string
  readonly version: number
  readonly gathering: GatheringView
  readonly stage: StageView
  readonly programme: readonly SegmentView[]
  readonly recordings: readonly Recording[]
  readonly rollCall: RollCallView | null
  readonly meetings: readonly MeetingView[]
  /** One clock for each zone of the lead city and of all meetings. */
  readonly clocks: readonly CityClock[]
  readonly counts: readonly CountsView[]
  /** Null for everyone but the crew. */
  readonly control: ControlView | null
  /** The latest crew messages that concern this reader; empty for everyone else. */
  readonly messages: readonly CrewMessageView[]
  /** The host's own list; empty for every other audience. */
  readonly attendances: readonly AttendanceView[]
}

/** The changes since `from`, in absolute values: applying it twice, or over newer values, does no harm. */
export type Update = {
  readonly epoch: string
  readonly gatheringId: string
  readonly from: number
  readonly to: number
  readonly gathering?: GatheringView
  readonly stage?: StageView
  readonly programme?: readonly SegmentView[]
  readonly recordings?: readonly Recording[]
  readonly rollCall?: RollCallView | null
  /** Null: this reader is no longer in the crew, and all their messages and replies are removed too. */
  readonly control?: ControlView | null
  readonly messages?: readonly CrewMessageView[]
  readonly meetings?: readonly MeetingView[]
  /** Of the zones of `meetings`; of all zones with `gathering`. */
  readonly clocks?: readonly CityClock[]
  /** Meetings that this audience may no longer see. A meeting that is also in `meetings` loses only its numbers. */
  readonly gone?: readonly string[]
  readonly counts?: readonly CountsView[]
  readonly attendances?: readonly AttendanceView[]
  /** `attendances` is the host's whole list: replies not in it have left the meeting. */
  readonly isWholeList?: boolean
  /** Replies that have left the host's meeting. */
  readonly attendancesGone?: readonly string[]
}

/** A gathering on the home page. */
export type GatheringSummary = {
  readonly gatheringId: string
  readonly slug: string
  readonly status: GatheringStatus
  readonly isExample: boolean
  readonly startsAt: number | null
  readonly lengthMs: number
  readonly clockRule: ClockRule
  readonly standing: Standing
  readonly formerStartsAt: number | null
  /** From the first approved city's start to the last one's end, epoch ms; null without a date. */
  readonly span: Span | null
  readonly leadPlace: Place | null
  /** The lead city's clock around these instants; null if unknown. */
  readonly clock: ZoneClock | null
  readonly languages: readonly string[]
  /** Title and slogan by language. */
  readonly titles: Readonly<Record<string, { readonly title: string; readonly slogan: string }>>
  readonly cities: number
  readonly people: number
  /** Some city publishes only a band floor, or nothing, so there may be more people. */
  readonly atLeast: boolean
  readonly onStage: boolean
}
