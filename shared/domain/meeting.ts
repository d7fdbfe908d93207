// One city's part of a gathering: where, for how many, who hosts it, and the rules for proposing, opening and changing it.
import type { Admission } from './admission.ts'
import type { Exposure } from './exposure.ts'
import type { Place } from './place.ts'
import { neverRevised, type Revision } from './revision.ts'
import type { Link, Stream } from './stream.ts'
import type { LocalDateTime } from './time.ts'
import { allow, refuse, type Verdict } from './verdict.ts'

export type MeetingStatus = 'proposed' | 'approved' | 'declined' | 'withdrawn'

export type Meeting = Revision & {
  readonly meetingId: string
  readonly gatheringId: string
  readonly status: MeetingStatus
  readonly place: Place
  /** Where it was announced before it was moved to another city; null when it never was. */
  readonly formerPlace: Place | null
  /** Meetings that were joined to this one, as far as strangers saw them. */
  readonly mergedFrom: readonly MergedMeeting[]
  /** The meeting that this one was joined to. */
  readonly mergedInto: string | null
  /** What its clock shows at the beginning since its zone's rules were changed; null when they never were. */
  readonly zoneMoved: ZoneMoved | null
  /** It was withdrawn when strangers could see it, so it may stand in their calendars. */
  readonly wasAnnounced: boolean
  /** The name the host goes by here; never asked to be a real one. */
  readonly hostAlias: string
  readonly venue: string
  readonly address: string
  /** A line from the host to those who come. */
  readonly note: string
  /** Seats; null where there is no limit. */
  readonly capacity: number | null
  readonly languages: readonly string[]
  readonly doorsMinutesBefore: number
  readonly exposure: Exposure
  readonly admission: Admission
  /** Said by the organizer to the proposer. */
  readonly declineReason: string
  readonly streams: readonly Stream[]
  readonly link: Link
  readonly counts: MeetingCounts
}

/** A beginning by the rules before and after: the instant is one, what the clock shows is not. */
export type ZoneMoved = { readonly from: LocalDateTime; readonly to: LocalDateTime }

export type MergedMeeting = { readonly meetingId: string; readonly place: Place }

/** The numbers that are counted from replies. */
export type ReplyCounts = {
  readonly asked: number
  readonly confirmed: number
  readonly vouched: number
  readonly waiting: number
  readonly arrived: number
}

/**
 * People, not replies: a reply for four counts four. Kept as a row so that a million replies cost no more than ten. `arrived`: checked in,
 * by code or by the host's tick. `vouched`: those of the confirmed whom the host knows.
 */
export type MeetingCounts = ReplyCounts & {
  /** Came without replying, as the host counted them. */
  readonly walkIns: number
}

export const noCounts: MeetingCounts = {
  asked: 0,
  confirmed: 0,
  vouched: 0,
  waiting: 0,
  arrived: 0,
  walkIns: 0,
}

/** As every city begins. */
export const neverMoved = {
  formerPlace: null,
  mergedFrom: [],
  mergedInto: null,
  zoneMoved: null,
  wasAnnounced: false,
  ...neverRevised,
} as const satisfies Partial<Meeting>

/** What a host and an organizer may set. */
export type MeetingPlan = Pick<
  Meeting,
  | 'hostAlias'
  | 'venue'
  | 'address'
  | 'note'
  | 'capacity'
  | 'languages'
  | 'doorsMinutesBefore'
  | 'exposure'
  | 'admission'
>

/** With what was edited. Where a city was before it moved, only those who knew of it may know: it is forgotten when all may see it. */
export function applyMeetingEdit(meeting: Meeting, edit: Partial<MeetingPlan>): Meeting {
  const edited = { ...meeting, ...edit }
  const opens = meeting.exposure.existence === 'invited' && edited.exposure.existence === 'public'
  return opens ? { ...edited, formerPlace: null } : edited
}

/** Free seats; null where there is no limit. Never negative: a host may lower the capacity below what is taken. */
export function seatsLeft(meeting: Pick<Meeting, 'capacity' | 'counts'>): number | null {
  return meeting.capacity === null ? null : Math.max(0, meeting.capacity - meeting.counts.confirmed)
}

/** Approving is also how a decision to decline or withdraw is taken back. */
export function decideApprove({
  status,
  mergedInto,
}: Pick<Meeting, 'status' | 'mergedInto'>): Verdict<'meeting-already-open' | 'meeting-merged'> {
  if (status === 'approved') return refuse('meeting-already-open')
  // Its people are at the other meeting; taking the merger back brings them along.
  return mergedInto === null ? allow() : refuse('meeting-merged')
}

/** Two open meetings of one gathering: mostly one city that was entered twice. */
export function decideMerge(
  from: Pick<Meeting, 'meetingId' | 'status'>,
  into: Pick<Meeting, 'meetingId' | 'status'>,
): Verdict<'meeting-not-open' | 'meetings-not-mergeable'> {
  if (from.meetingId === into.meetingId) return refuse('meetings-not-mergeable', 'intoMeetingId')
  return from.status === 'approved' && into.status === 'approved' ? allow() : refuse('meeting-not-open')
}

export function decideDecline(meeting: Pick<Meeting, 'status'>): Verdict<'meeting-not-proposed'> {
  return meeting.status === 'proposed' ? allow() : refuse('meeting-not-proposed')
}

/** What was declined waits for the organizers again. */
export function decideRepropose(meeting: Pick<Meeting, 'status'>): Verdict<'meeting-not-declined'> {
  return meeting.status === 'declined' ? allow() : refuse('meeting-not-declined')
}

export function decideWithdraw(meeting: Pick<Meeting, 'status'>): Verdict<'meeting-not-open'> {
  return meeting.status === 'approved' ? allow() : refuse('meeting-not-open')
}

/**
 * A second meeting in one city is allowed only to organizers; a proposer is shown the one that is there. A proposal keeps no city for
 * itself: anybody could take all of them.
 */
export function decidePropose(
  gathering: { readonly status: string; readonly standing: string },
  phase: 'to-come' | 'live' | 'past',
  samePlace: readonly Pick<Meeting, 'status'>[],
): Verdict<'gathering-not-open' | 'gathering-cancelled' | 'gathering-past' | 'city-already-meets'> {
  if (gathering.status !== 'published') return refuse('gathering-not-open')
  if (gathering.standing === 'cancelled') return refuse('gathering-cancelled')
  if (phase === 'past') return refuse('gathering-past')
  if (samePlace.some((meeting) => meeting.status === 'approved'))
    return refuse('city-already-meets', 'placeId')
  return allow()
}

/** Counts after people were added (or, with negative numbers, taken away). */
export function applyCounted(meeting: Meeting, difference: Partial<MeetingCounts>): Meeting {
  const { counts } = meeting
  return {
    ...meeting,
    counts: {
      asked: counts.asked + (difference.asked ?? 0),
      confirmed: counts.confirmed + (difference.confirmed ?? 0),
      vouched: counts.vouched + (difference.vouched ?? 0),
      waiting: counts.waiting + (difference.waiting ?? 0),
      arrived: counts.arrived + (difference.arrived ?? 0),
      walkIns: counts.walkIns + (difference.walkIns ?? 0),
    },
  }
}
