// The state of the director's role from the view of one window.
import type { DirectorSeat } from '#shared/domain/director-seat.ts'

export type SeatStanding = 'free' | 'own' | 'other'

export function seatStanding(seat: DirectorSeat, seatId: string | null): SeatStanding {
  if (seat.seatId === null) return 'free'
  return seat.seatId === seatId ? 'own' : 'other'
}

/** Fills in missing names: an organizer takes the role without one and is shown as “organizer” in the reader's language. */
export function named(seat: DirectorSeat, organizer: string): DirectorSeat {
  const nameOf = (alias: string) => (alias === '' ? organizer : alias)
  return {
    ...seat,
    alias: seat.seatId === null ? '' : nameOf(seat.alias),
    asking: seat.asking && { ...seat.asking, alias: nameOf(seat.asking.alias) },
  }
}

/** The name of the current director if this window lost the role without giving it up; `''` if nobody directs. Null if it lost nothing. */
export function lostTo(
  before: DirectorSeat,
  after: DirectorSeat,
  seatId: string | null,
  hasLeft: boolean,
): string | null {
  if (seatStanding(before, seatId) !== 'own' || seatStanding(after, seatId) === 'own' || hasLeft) return null
  return after.alias
}
