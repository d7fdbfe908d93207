// A reply's state in the API: once for clients of every version, and once exactly.
import type { AttendanceState } from '../domain/attendance.ts'

/** The states that old clients know: they show `asked` as waiting and `declined` as cancelled. */
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

/** For a view that a device may have stored before `exactState` existed. */
export function stateOf(view: {
  readonly state: KnownState
  readonly exactState?: AttendanceState | undefined
}): AttendanceState {
  return view.exactState ?? view.state
}
