// Which replies the door list shows and in which order: by what has to be done with them, or by a typed code.
import { stateOf } from '#shared/protocol/reply-state.ts'
import type { AttendanceView } from '#shared/protocol/views.ts'
import { readCodeTyped } from './read-typed.ts'

export type DoorPart = 'asked' | 'expected' | 'arrived' | 'waiting'

export type DoorCounts = Readonly<Record<DoorPart, number>>

function partOf(view: AttendanceView): DoorPart | null {
  const state = stateOf(view)
  if (state === 'cancelled' || state === 'declined') return null
  if (state !== 'confirmed') return state
  return view.arrived >= view.partySize ? 'arrived' : 'expected'
}

/** Number of replies in each part, not of people. */
export function countParts(attendances: readonly AttendanceView[]): DoorCounts {
  const counts = { asked: 0, expected: 0, arrived: 0, waiting: 0 }
  for (const view of attendances) {
    const part = partOf(view)
    if (part !== null) counts[part] += 1
  }
  return counts
}

/**
 * A typed code searches all replies, cancelled ones too, because the host must be able to say why; replies that begin with it come first.
 * Otherwise the waiting list and asked replies keep their order, and the rest is sorted by code, so that a code is found by eye.
 */
export function doorList(
  attendances: readonly AttendanceView[],
  part: DoorPart,
  typed: string,
): readonly AttendanceView[] {
  const code = readCodeTyped(typed)
  const byCode = (a: AttendanceView, b: AttendanceView) => (a.code < b.code ? -1 : 1)
  if (code !== '') {
    const begins = (view: AttendanceView) => Number(!view.code.startsWith(code))
    return attendances
      .filter((view) => view.code.includes(code))
      .sort((a, b) => begins(a) - begins(b) || byCode(a, b))
  }
  const shown = attendances.filter((view) => partOf(view) === part)
  return part === 'waiting' || part === 'asked'
    ? shown.sort((a, b) => a.queueOrder - b.queueOrder)
    : shown.sort(byCode)
}
