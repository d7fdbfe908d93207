// The director's role: the right to hand over the stage. One person holds it, in one window; each change of holder gets a new number.
import { allow, refuse, type Verdict } from './verdict.ts'

export type DirectorSeat = {
  /** The window that directs; null if none does. */
  readonly seatId: string | null
  /** The holder's name among the crew. */
  readonly alias: string
  /** A fencing number that grows by one whenever the holder changes. Requests of an earlier holder are refused. */
  readonly term: number
  /** The person who asks for the role while another person holds it. */
  readonly asking: { readonly seatId: string; readonly alias: string; readonly at: number } | null
}

export const emptySeat: DirectorSeat = { seatId: null, alias: '', term: 0, asking: null }

/** A holder who sends nothing for this long has lost the role: anybody may take it then. */
export const seatLastsMs = 15_000
/** How often the holder's window renews the role. */
export const seatRenewedEveryMs = 4000

/** The claim that a window sends with its actions. */
export type SeatClaim = { readonly seatId: string; readonly term: number }

/**
 * Whether this window may act on the stage. Without a claim, an organizer may act while nobody holds the role (`isHeld`: the holder has
 * renewed it recently).
 */
export function decideDirect(
  seat: DirectorSeat,
  claim: SeatClaim | undefined,
  isHeld: boolean,
): Verdict<'seat-lost' | 'seat-taken'> {
  if (claim === undefined) return seat.seatId !== null && isHeld ? refuse('seat-taken') : allow()
  return claim.seatId === seat.seatId && claim.term === seat.term ? allow() : refuse('seat-lost')
}

export function sitDown(
  seat: DirectorSeat,
  who: { readonly seatId: string; readonly alias: string },
): DirectorSeat {
  return { ...who, term: seat.term + 1, asking: null }
}

export function standUp(seat: DirectorSeat): DirectorSeat {
  return { ...emptySeat, term: seat.term + 1 }
}
