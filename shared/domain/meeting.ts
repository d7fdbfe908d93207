// One city's part of a gathering: where, for how many, who hosts it, and the rules for proposing, approving and changing it.
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
  /** The place announced before it moved to another city; null if it never moved. */
  readonly formerPlace: Place | null
  /** Meetings that were merged into this one, if strangers could see them. */
  readonly mergedFrom: readonly MergedMeeting[]
  /** The meeting that this one was merged into. */
  readonly mergedInto: string | null
  /** The change of its local start since its zone's rules changed; null if they never changed. */
  readonly zoneMoved: ZoneMoved | null
  /** It was withdrawn while strangers could see it, so it may be in their calendars. */
  readonly wasAnnounced: boolean
  /** The host's name here; it need not be a real one. */
  readonly hostAlias: string
  readonly venue: string
  readonly address: string
  /** A short message from the host to the people who come. */
  readonly note: string
  /** Seats; null if there is no limit. */
  readonly capacity: number | null
  readonly languages: readonly string[]
  readonly doorsMinutesBefore: number
  readonly exposure: Exposure
  readonly admission: Admission
  /** The organizer's reason for the proposer. */
  readonly declineReason: string
  readonly streams: readonly Stream[]
  readonly link: Link
  readonly counts: MeetingCounts
}

/** The local start under the old and new zone rules; the instant is the same. */
export type ZoneMoved = { readonly from: LocalDateTime; readonly to: LocalDateTime }

export type MergedMeeting = { readonly meetingId: string; readonly place: Place }

/** The counts derived from replies. */
export type ReplyCounts = {
  readonly asked: number
  readonly confirmed: number
  readonly vouched: number
  readonly waiting: number
  readonly arrived: number
}

/**
 * Counts people, not replies: a reply for four counts four. Stored as a row, so that a million replies cost no more to read than ten.
 * `arrived`: checked in by code or by the host. `vouched`: the confirmed people whom the host knows.
 */
export type MeetingCounts = ReplyCounts & {
  /** People who came without a reply, as counted by the host. */
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

/** The initial values of every city. */
export const neverMoved = {
  formerPlace: null,
  mergedFrom: [],
  mergedInto: null,
  zoneMoved: null,
  wasAnnounced: false,
  ...neverRevised,
} as const satisfies Partial<Meeting>

/** The fields that a host and an organizer may set. */
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

/**
 * Applies an edit. Only people who knew of an invited city may know where it was before, so its former place is erased when it becomes
 * public.
 */
export function applyMeetingEdit(meeting: Meeting, edit: Partial<MeetingPlan>): Meeting {
  const edited = { ...meeting, ...edit }
  const opens = meeting.exposure.existence === 'invited' && edited.exposure.existence === 'public'
  return opens ? { ...edited, formerPlace: null } : edited
}

/** Free seats; null if there is no limit. Never negative: a host may lower the capacity below the number of taken seats. */
export function seatsLeft(meeting: Pick<Meeting, 'capacity' | 'counts'>): number | null {
  return meeting.capacity === null ? null : Math.max(0, meeting.capacity - meeting.counts.confirmed)
}

/** Approving also undoes a decision to decline or withdraw. */
export function decideApprove({
  status,
  mergedInto,
}: Pick<Meeting, 'status' | 'mergedInto'>): Verdict<'meeting-already-open' | 'meeting-merged'> {
  if (status === 'approved') return refuse('meeting-already-open')
  // Its people are at the other meeting; undoing the merger brings them back.
  return mergedInto === null ? allow() : refuse('meeting-merged')
}

/** Merges two open meetings of one gathering, usually one city that was entered twice. */
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

/** A declined meeting goes back to the organizers for review. */
export function decideRepropose(meeting: Pick<Meeting, 'status'>): Verdict<'meeting-not-declined'> {
  return meeting.status === 'declined' ? allow() : refuse('meeting-not-declined')
}

export function decideWithdraw(meeting: Pick<Meeting, 'status'>): Verdict<'meeting-not-open'> {
  return meeting.status === 'approved' ? allow() : refuse('meeting-not-open')
}

/**
 * Only organizers may create a second meeting in one city; a proposer is shown the existing one. A pending proposal does not reserve its
 * city: otherwise anybody could reserve all of them.
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

/** Counts after adding people (or, with negative numbers, removing them). */
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
