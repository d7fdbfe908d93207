// What a scanned text means at a door: a reply of this city, a link that nobody should hold out, or nothing of ours.
import type { AttendanceView } from '#shared/protocol/views.ts'
import { readCodeTyped } from './read-typed.ts'

export type Scanned =
  | { readonly kind: 'reply'; readonly attendanceId: string }
  /** An address, such as somebody's secret link: it is neither opened nor kept. */
  | { readonly kind: 'link' }
  | { readonly kind: 'unknown' }

/** No code is longer, with the spaces and dashes that somebody may put into it. */
const longestCode = 16

export function readScanned(text: string, attendances: readonly AttendanceView[]): Scanned {
  if (/:\/\/|#/.test(text)) return { kind: 'link' }
  const code = text.length > longestCode ? '' : readCodeTyped(text)
  const found = code === '' ? undefined : attendances.find((view) => view.code === code)
  return found === undefined ? { kind: 'unknown' } : { kind: 'reply', attendanceId: found.attendanceId }
}
