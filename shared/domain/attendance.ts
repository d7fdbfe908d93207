// One person's place at one meeting: reply, party size, waiting list, arrival. Belongs to whoever holds its secret.
import { type Exposure, isCountClosed } from './exposure.ts'
import type { GatheringPhase } from './gathering.ts'
import type { MeetingStatus, ReplyCounts } from './meeting.ts'
import { allow, refuse, type Verdict } from './verdict.ts'

/**
 * `asked`: the host has to confirm it; it has no seat and no place on the waiting list. `waiting`: let in, and waits for a seat. `declined`:
 * by the host or, with a whole burst, by an organizer.
 */
export type AttendanceState = 'asked' | 'confirmed' | 'waiting' | 'declined' | 'cancelled'

export type Attendance = {
  readonly attendanceId: string
  readonly meetingId: string
  /** Short and speakable; tells people apart at one meeting's door without a name. */
  readonly code: string
  /** The holder and whoever they bring, 1 to `maxPartySize`. */
  readonly partySize: number
  readonly state: AttendanceState
  /** Place in the order of the waiting list: smaller came earlier. Kept while waiting, renewed when somebody asks for more. */
  readonly queueOrder: number
  /** How many of the party have come. */
  readonly arrived: number
  /** The host knows them: opens an address kept for such people. */
  readonly vouched: boolean
}

export const maxPartySize = 10

/** What a rule about seats needs to know of a meeting; a client that sees only a projection can fill it in too. */
export type Seats = {
  readonly status: MeetingStatus
  /** Free seats now; null where there is no limit. */
  readonly left: number | null
  /** People on the waiting list. */
  readonly waiting: number
  readonly phase: GatheringPhase
  /** New replies are `asked`: the host confirms each, or they come in a burst. */
  readonly isHeld: boolean
  /** Its numbers are closed, so no answer may tell whether a seat is free. */
  readonly isClosed: boolean
}

export type SeatRefusal = 'meeting-not-open' | 'gathering-past' | 'party-size-wrong'
export type ReplyEnded = 'reply-cancelled' | 'reply-declined'

/**
 * Whoever is waiting comes first: a seat is given at once only while nobody waits and the whole party fits. Where numbers are closed and seats
 * are limited each reply waits for the next batch, whether or not a seat is free: its state would count the seats.
 */
function seatOrQueue(seats: Seats, partySize: number): NewState {
  if (seats.isHeld) return 'asked'
  if (seats.left === null) return 'confirmed'
  return !seats.isClosed && seats.waiting === 0 && partySize <= seats.left ? 'confirmed' : 'waiting'
}

/** What a new reply can be. */
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
 * Fewer people keep their place. More people keep their seats only if the extra ones fit now; otherwise it is refused, so that
 * nobody loses a seat by asking. On the waiting list, asking for more means going to its end; nothing else would be fair. Where numbers are
 * closed or replies are held, more people is refused whether or not there are seats: the answer would tell, or take a seat unconfirmed.
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

/** A reply at the new meeting and the end of the old one, or neither. */
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

/** Arrivals open two hours before the instant: early enough for any door, too late for a prank weeks ahead. */
export const arrivalsOpenMs = 2 * 60 * 60 * 1000

/** Epoch ms; false while the gathering has no instant. */
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
 * Who moves up when seats are free: strictly in order. A large party at the head holds the others back rather than being
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
 * An asked reply that the host confirms gets a seat, or a place on the waiting list. Null: no seat is free in a closed city, where the host
 * gives seats to those who wait too, in whichever order.
 */
export function confirmedState(seats: Seats, partySize: number): 'confirmed' | 'waiting' | null {
  if (seats.isClosed) return seats.left === null || partySize <= seats.left ? 'confirmed' : null
  return seats.left === null || (seats.waiting === 0 && partySize <= seats.left) ? 'confirmed' : 'waiting'
}

/** The people of one reply in each number of its meeting. */
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

/** What the holder of a reply reads of its state, and what their commands are decided by: who waits for a seat would learn that none is free. */
export function stateForHolder(state: AttendanceState, exposure: Pick<Exposure, 'counts'>): AttendanceState {
  return state === 'waiting' && isCountClosed(exposure) ? 'asked' : state
}
