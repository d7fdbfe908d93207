// A reply's state as it travels: in the words that clients of every version know, and exactly.
import type { AttendanceState } from '../domain/attendance.ts'

/** What clients knew before `asked` and `declined`: they show those as waiting and as cancelled. */
export type KnownState = 'confirmed' | 'waiting' | 'cancelled'

export type TravellingState = { readonly state: KnownState; readonly exactState: AttendanceState }

const knownAs: Readonly<Record<AttendanceState, KnownState>> = {
  asked: 'waiting',
  confirmed: 'confirmed',
  waiting: 'waiting',
  declined: 'cancelled',
  cancelled: 'cancelled',
}

export function travellingState(exactState: AttendanceState): TravellingState {
  return { state: knownAs[exactState], exactState }
}

/** Of a view that may have been kept on a device since before there was an exact state. */
export function stateOf(view: {
  readonly state: KnownState
  readonly exactState?: AttendanceState | undefined
}): AttendanceState {
  return view.exactState ?? view.state
}
