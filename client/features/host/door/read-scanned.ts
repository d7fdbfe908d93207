// Interprets a scanned text at the door: a reply to this city, a link that should be kept secret, or something unknown.
import type { AttendanceView } from '#shared/protocol/views.ts'
import { readCodeTyped } from './read-typed.ts'

export type Scanned =
  | { readonly kind: 'reply'; readonly attendanceId: string }
  /** A URL, such as somebody's secret link: it is neither opened nor stored. */
  | { readonly kind: 'link' }
  | { readonly kind: 'unknown' }

/** The maximum length of a code, including spaces and dashes. */
const longestCode = 16

export function readScanned(text: string, attendances: readonly AttendanceView[]): Scanned {
  if (/:\/\/|#/.test(text)) return { kind: 'link' }
  const code = text.length > longestCode ? '' : readCodeTyped(text)
  const found = code === '' ? undefined : attendances.find((view) => view.code === code)
  return found === undefined ? { kind: 'unknown' } : { kind: 'reply', attendanceId: found.attendanceId }
}
