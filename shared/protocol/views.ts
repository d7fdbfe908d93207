// What an audience may read: the shapes that leave the server. Every one is made by the projection and by nothing else.
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
  /** At least so many people will watch from home; 0 where nothing is told. They are none of those who come. */
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
  /** Null where there is no limit, and where the number would give away a count that is closed. */
  readonly capacity: number | null
  /** Null while it is closed to this reader. */
  readonly address: AddressView | null
  readonly link: Link
  readonly streams: readonly Stream[]
  /** Only for the meeting's own host and for organizers. */
  readonly crew: MeetingCrewView | null
}

/** A meeting that is off. */
export type WithdrawnView = Revision & { readonly meetingId: string; readonly place: Place }

/** A host whose city is not open reads empty codes and no numbers. */
export type MeetingCrewView = {
  /** What people type at the venue to say that they are there. */
  readonly arrivalCode: string
  /** Opens the meeting to guests when strangers do not learn of it. */
  readonly invitation: string
  readonly declineReason: string
  /** The meeting that this one was joined to; null when it was not, and for a host who may not know of that one. */
  readonly mergedInto: string | null
  readonly proposedAt: number
  readonly checkedIn: number
  readonly walkIns: number
}

/** People of one meeting. Null where this reader may not know; `rounded` where only the floor of a band is told. */
export type CountsView = {
  readonly meetingId: string
  /** Their replies have to be confirmed by the host. */
  readonly asked: number | null
  readonly confirmed: number | null
  /** Those of the confirmed whom the host knows. */
  readonly vouched: number | null
  /** Checked in and walked in, together. */
  readonly arrived: number | null
  readonly waiting: number | null
  /** Free seats; null where there is no limit or the number is closed. */
  readonly left: number | null
  /** No seat is free: a reply would go on the waiting list. False where numbers are closed. */
  readonly full: boolean
  readonly rounded: boolean
}

export type StageView = Stage

/** A segment; one whose city this reader may not know of has neither city nor title. */
export type SegmentView = Segment & { readonly isClosed: boolean }

/** With the answers of the cities that this reader may know of. */
export type RollCallView = RollCall

/** A try of the link-up before the crew alone, with a stage of its own. */
export type RehearsalView = {
  readonly rehearsalId: string
  readonly startedAt: number
  readonly stage: StageView
  readonly rollCall: RollCallView | null
}

/** What the crew of a link-up reads of its own work. */
export type ControlView = {
  readonly seat: DirectorSeat
  /** Who may direct beside the organizers; empty for hosts. */
  readonly directors: readonly { readonly directorId: string; readonly alias: string }[]
  readonly rehearsal: RehearsalView | null
  /** When everything personal of the gathering is erased, epoch ms; null when it was and nothing was written since. */
  readonly purgeAt: number | null
}

/** What one of the crew said to others: a code, or words. */
export type CrewMessageView = {
  readonly messageId: string
  /** In the order in which all was said in this gathering. */
  readonly order: number
  readonly at: number
  /** The city that said it; null from the control room. */
  readonly from: string | null
  /** What whoever spoke for the control room is called. */
  readonly alias: string
  /** The city that it is for; null for all of them, and from a city for the control room. */
  readonly to: string | null
  readonly cue: Cue | null
  readonly text: string
  /** Said in this rehearsal, and gone with it. */
  readonly rehearsalId: string | null
}

/** One reply as the meeting's host sees it: a code, never a name. */
export type AttendanceView = TravellingState & {
  readonly attendanceId: string
  readonly code: string
  readonly partySize: number
  readonly queueOrder: number
  readonly arrived: number
  readonly vouched: boolean
  /** When it was placed, in minutes since 1970; 0 where that is not known. */
  readonly repliedMinute: number
  /** Why it was asked; stays once it is decided. */
  readonly held: Held
}

/** One reply as its holder sees it. */
export type TicketView = Omit<AttendanceView, 'held' | 'repliedMinute'> & {
  readonly gatheringId: string
  readonly meetingId: string
  /** Parties ahead on the waiting list; null when not waiting. */
  readonly ahead: number | null
  /** Opens a calendar of this reply, and can change nothing. */
  readonly feed: string
  /** Their meeting, with the address as far as it is open to them. */
  readonly meeting: MeetingView
  /** Of their city, which may be closed to strangers. */
  readonly clock: ZoneClock
}

/** Who reads: decides the projection and the room. */
export type Audience =
  | { readonly kind: 'public' }
  /** Holds the invitation to one meeting that strangers do not learn of. */
  | { readonly kind: 'guest'; readonly meetingId: string }
  | { readonly kind: 'host'; readonly meetingId: string }
  | { readonly kind: 'organizer' }
  /** Was appointed to direct the link-up. */
  | { readonly kind: 'director'; readonly directorId: string }
  /** An organizer reading as a stranger would; the one way to see a draft with a stranger's eyes. */
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
  /** Of the lead city and of all meetings, once for each zone. */
  readonly clocks: readonly CityClock[]
  readonly counts: readonly CountsView[]
  /** Null for all but the crew. */
  readonly control: ControlView | null
  /** The last things said among the crew, as far as they concern this reader; empty for all others. */
  readonly messages: readonly CrewMessageView[]
  /** The host's own list; empty for every other audience. */
  readonly attendances: readonly AttendanceView[]
}

/** What changed since `from`, in absolute values: applying it twice, or over something newer, does no harm. */
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
  /** Null: this reader is no longer of the crew, and all messages and replies that they were told go too. */
  readonly control?: ControlView | null
  readonly messages?: readonly CrewMessageView[]
  readonly meetings?: readonly MeetingView[]
  /** Of the zones of `meetings`; of all zones with `gathering`. */
  readonly clocks?: readonly CityClock[]
  /** Meetings this audience may no longer see. One that stands in `meetings` too loses its numbers alone. */
  readonly gone?: readonly string[]
  readonly counts?: readonly CountsView[]
  readonly attendances?: readonly AttendanceView[]
  /** `attendances` is the host's whole list: whatever is not in it is no longer at the meeting. */
  readonly isWholeList?: boolean
  /** Replies that are no longer at the host's meeting. */
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
  /** From the first open city's beginning to the last one's end, epoch ms; null without an instant. */
  readonly span: Span | null
  readonly leadPlace: Place | null
  /** The lead city's, about the instants above; null where none is known. */
  readonly clock: ZoneClock | null
  readonly languages: readonly string[]
  /** Title and slogan by language. */
  readonly titles: Readonly<Record<string, { readonly title: string; readonly slogan: string }>>
  readonly cities: number
  readonly people: number
  /** Some city tells only the floor of a band, or nothing, so there may be more. */
  readonly atLeast: boolean
  readonly onStage: boolean
}
