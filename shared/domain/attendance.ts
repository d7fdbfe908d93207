// One person's place at one meeting: reply, party size, waiting list, arrival. It belongs to the person who has its secret.
import { type Exposure, isCountClosed } from './exposure.ts'
import type { GatheringPhase } from './gathering.ts'
import type { MeetingStatus, ReplyCounts } from './meeting.ts'
import { allow, refuse, type Verdict } from './verdict.ts'

/**
 * `asked`: the host has to confirm it; it has no seat and no place on the waiting list. `waiting`: admitted, and waits for a seat.
 * `declined`: by the host, or by an organizer who declined a whole burst.
 */
export type AttendanceState = 'asked' | 'confirmed' | 'waiting' | 'declined' | 'cancelled'

export type Attendance = {
  readonly attendanceId: string
  readonly meetingId: string
  /** A short code that can be spoken; identifies people at one meeting's door without a name. */
  readonly code: string
  /** The reply's holder and the people they bring, 1 to `maxPartySize`. */
  readonly partySize: number
  readonly state: AttendanceState
  /**
   * Position on the waiting list: smaller means earlier. Stays the same while waiting, and is renewed when the holder asks for more seats.
   */
  readonly queueOrder: number
  /** How many people of the party have arrived. */
  readonly arrived: number
  /** The host knows them. This reveals an address that is only for vouched people. */
  readonly vouched: boolean
}

export const maxPartySize = 10

/** The facts about a meeting that the seat rules need. A client that only has a projection can fill it in too. */
export type Seats = {
  readonly status: MeetingStatus
  /** Free seats now; null if there is no limit. */
  readonly left: number | null
  /** People on the waiting list. */
  readonly waiting: number
  readonly phase: GatheringPhase
  /** New replies become `asked`: the host confirms every reply, or the city is in a burst. */
  readonly isHeld: boolean
  /** The city's numbers are closed, so no answer may reveal whether a seat is free. */
  readonly isClosed: boolean
}

export type SeatRefusal = 'meeting-not-open' | 'gathering-past' | 'party-size-wrong'
export type ReplyEnded = 'reply-cancelled' | 'reply-declined'

/**
 * The waiting list comes first: a reply gets a seat at once only if nobody waits and the whole party fits. Where numbers are closed and
 * seats are limited, every reply waits for the next batch, even if a seat is free; otherwise the reply's state would reveal the number of
 * seats.
 */
function seatOrQueue(seats: Seats, partySize: number): NewState {
  if (seats.isHeld) return 'asked'
  if (seats.left === null) return 'confirmed'
  return !seats.isClosed && seats.waiting === 0 && partySize <= seats.left ? 'confirmed' : 'waiting'
}

/** The states a new reply can have. */
export type NewState = Extract<AttendanceState, 'asked' | 'confirmed' | 'waiting'>

function isPartySize(partySize: number): boolean {
  return Number.isInteger(partySize) && partySize >= 1 && partySize <= maxPartySize
}

export function decideReply(seats: Seats, partySize: number): Verdict<SeatRefusal, { state: NewState }> {
  if (seats.status !== 'approved') return refuse('meeting-not-open')
  if (seats.phase === 'past') return refuse('gathering-past')
  if (!isPartySize(partySize)) return refuse('party-size-wrong', 'partySize')
  return allow({ state: seatOrQueue(seats, partySize) })
}

/**
 * A smaller party keeps its place. A larger party keeps its seats only if the extra people fit now; otherwise the change is refused, so
 * that nobody loses a seat by asking. On the waiting list, asking for more moves the party to the end, for fairness. Where numbers are
 * closed or replies are held, a larger party is refused unless its reply is still `asked`: the answer would reveal free seats, or take a
 * seat without confirmation.
 */
export function decideResize(
  seats: Seats,
  attendance: Attendance,
  partySize: number,
): Verdict<
  SeatRefusal | ReplyEnded | 'no-seats-for-more' | 'size-needs-host' | 'already-arrived',
  { state: NewState; toEndOfQueue: boolean }
> {
  if (attendance.state === 'cancelled') return refuse('reply-cancelled')
  if (attendance.state === 'declined') return refuse('reply-declined')
  if (seats.phase === 'past') return refuse('gathering-past')
  if (!isPartySize(partySize)) return refuse('party-size-wrong', 'partySize')
  if (partySize < attendance.arrived) return refuse('already-arrived', 'partySize')
  const more = partySize - attendance.partySize
  if (attendance.state === 'asked') return allow({ state: 'asked', toEndOfQueue: more > 0 })
  if (more > 0 && (seats.isHeld || seats.isClosed)) return refuse('size-needs-host', 'partySize')
  if (attendance.state === 'waiting') return allow({ state: 'waiting', toEndOfQueue: more > 0 })
  if (more > 0 && seatOrQueue(seats, more) !== 'confirmed') return refuse('no-seats-for-more', 'partySize')
  return allow({ state: 'confirmed', toEndOfQueue: false })
}

export function decideCancel(
  attendance: Attendance,
  phase: GatheringPhase,
): Verdict<ReplyEnded | 'already-arrived' | 'gathering-past'> {
  if (attendance.state === 'cancelled') return refuse('reply-cancelled')
  if (attendance.state === 'declined') return refuse('reply-declined')
  if (attendance.arrived > 0) return refuse('already-arrived')
  return phase === 'past' ? refuse('gathering-past') : allow()
}

/** Creates a reply at the new meeting and ends the old one, or does neither. */
export function decideMove(
  target: Seats,
  attendance: Attendance,
  toMeetingId: string,
): Verdict<SeatRefusal | ReplyEnded | 'already-arrived' | 'already-there', { state: NewState }> {
  if (attendance.state === 'cancelled') return refuse('reply-cancelled')
  if (attendance.state === 'declined') return refuse('reply-declined')
  if (attendance.arrived > 0) return refuse('already-arrived')
  if (attendance.meetingId === toMeetingId) return refuse('already-there', 'toMeetingId')
  return decideReply(target, attendance.partySize)
}

/** Check-in opens two hours before the start: early enough for any door, too late for a prank weeks ahead. */
export const arrivalsOpenMs = 2 * 60 * 60 * 1000

/** False while the gathering has no date. Times are epoch ms. */
export function areArrivalsOpen(startsAt: number | null, now: number): boolean {
  return startsAt !== null && now >= startsAt - arrivalsOpenMs
}

export function decideArrive(
  attendance: Attendance,
  arrived: number,
  clock: { readonly startsAt: number | null; readonly phase: GatheringPhase; readonly now: number },
): Verdict<
  ReplyEnded | 'still-asked' | 'still-waiting' | 'party-size-wrong' | 'too-early' | 'gathering-past'
> {
  if (attendance.state === 'cancelled') return refuse('reply-cancelled')
  if (attendance.state === 'declined') return refuse('reply-declined')
  if (attendance.state === 'asked') return refuse('still-asked')
  if (attendance.state === 'waiting') return refuse('still-waiting')
  if (!areArrivalsOpen(clock.startsAt, clock.now)) return refuse('too-early')
  if (clock.phase === 'past') return refuse('gathering-past')
  const fits = Number.isInteger(arrived) && arrived >= 0 && arrived <= attendance.partySize
  return fits ? allow() : refuse('party-size-wrong', 'arrived')
}

/**
 * Which parties move up when seats are free: strictly in order. A large party at the head blocks the ones behind it; otherwise it could be
 * overtaken for ever. `queue` is ordered by `queueOrder`.
 */
export function whoMovesUp<Party extends Pick<Attendance, 'partySize'>>(
  left: number | null,
  queue: readonly Party[],
): readonly Party[] {
  if (left === null) return queue
  const moved: Party[] = []
  let free = left
  for (const next of queue) {
    if (next.partySize > free) break
    free -= next.partySize
    moved.push(next)
  }
  return moved
}

/**
 * The state of an `asked` reply after the host confirms it: a seat, or a place on the waiting list. Null: no seat is free in a closed city,
 * where the host gives seats to waiting replies too, in any order.
 */
export function confirmedState(seats: Seats, partySize: number): 'confirmed' | 'waiting' | null {
  if (seats.isClosed) return seats.left === null || partySize <= seats.left ? 'confirmed' : null
  return seats.left === null || (seats.waiting === 0 && partySize <= seats.left) ? 'confirmed' : 'waiting'
}

/** How many people one reply adds to each of its meeting's counts. */
export function peopleOf(
  attendance: Pick<Attendance, 'state' | 'partySize' | 'arrived' | 'vouched'>,
): ReplyCounts {
  const { state, partySize, arrived, vouched } = attendance
  return {
    asked: state === 'asked' ? partySize : 0,
    confirmed: state === 'confirmed' ? partySize : 0,
    vouched: state === 'confirmed' && vouched ? partySize : 0,
    waiting: state === 'waiting' ? partySize : 0,
    arrived: state === 'cancelled' || state === 'declined' ? 0 : arrived,
  }
}

/** The state that the holder of a reply sees, and that decides their commands. `waiting` would reveal that no seat is free. */
export function stateForHolder(state: AttendanceState, exposure: Pick<Exposure, 'counts'>): AttendanceState {
  return state === 'waiting' && isCountClosed(exposure) ? 'asked' : state
}
