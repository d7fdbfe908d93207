// How the director's seat looks from one window.
import type { DirectorSeat } from '#shared/domain/director-seat.ts'

export type SeatStanding = 'free' | 'own' | 'other'

export function seatStanding(seat: DirectorSeat, seatId: string | null): SeatStanding {
  if (seat.seatId === null) return 'free'
  return seat.seatId === seatId ? 'own' : 'other'
}

/** Nobody without a name: an organizer sits down without one, and is called so in the reader's language. */
export function named(seat: DirectorSeat, organizer: string): DirectorSeat {
  const nameOf = (alias: string) => (alias === '' ? organizer : alias)
  return {
    ...seat,
    alias: seat.seatId === null ? '' : nameOf(seat.alias),
    asking: seat.asking && { ...seat.asking, alias: nameOf(seat.asking.alias) },
  }
}

/** Who sits there instead, when this window sat there and its person did not leave. `''`: nobody does. Null when nothing was lost. */
export function lostTo(
  before: DirectorSeat,
  after: DirectorSeat,
  seatId: string | null,
  hasLeft: boolean,
): string | null {
  if (seatStanding(before, seatId) !== 'own' || seatStanding(after, seatId) === 'own' || hasLeft) return null
  return after.alias
}
