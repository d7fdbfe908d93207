// The director's seat: who hands the stage over. One person sits on it, in one window; each change of person gets a number of its own.
import { allow, refuse, type Verdict } from './verdict.ts'

export type DirectorSeat = {
  /** The window that directs; null while nobody does. */
  readonly seatId: string | null
  /** What that person is called among the crew. */
  readonly alias: string
  /** Grows by one whenever the seat changes hands (a fencing number): what was sent by an earlier holder is refused. */
  readonly term: number
  /** Who asks for the seat while another has it. */
  readonly asking: { readonly seatId: string; readonly alias: string; readonly at: number } | null
}

export const emptySeat: DirectorSeat = { seatId: null, alias: '', term: 0, asking: null }

/** A holder who says nothing for so long has vanished: anybody may take the seat then. */
export const seatLastsMs = 15_000
/** How often the window of the holder says that it is there. */
export const seatRenewedEveryMs = 4000

/** By which a window acts. */
export type SeatClaim = { readonly seatId: string; readonly term: number }

/**
 * Whether this window may act on the stage. Without a claim an organizer may, as long as nobody sits on the seat (`isHeld` says whether its
 * holder was heard of lately).
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
