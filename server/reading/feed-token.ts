// Token of the calendar feed of one's own replies: it reads one reply, changes nothing, and does not reveal the reply's secret.
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { AttendanceRecord } from '../store/attendance-rows.ts'

type Reply = Pick<AttendanceRecord, 'attendance' | 'secretHash'>

/**
 * Derived from the stored hash of the secret, so nothing else is stored, and it expires with the reply. `f_`, the reply's id, and 192 bits
 * of an HMAC (RFC 2104) that only the secret's holder and this server can compute.
 */
export function feedToken({ attendance, secretHash }: Reply): string {
  return `f_${attendance.attendanceId}.${proofOf(secretHash)}`
}

/** The id of the reply that the token refers to; null for a malformed token. */
export function attendanceIdOf(token: string): string | null {
  return /^f_([A-Za-z0-9_-]{8,64})\.[A-Za-z0-9_-]{32}$/.exec(token)?.[1] ?? null
}

export function opensFeed(token: string, reply: Reply): boolean {
  const [given, right] = [Buffer.from(token), Buffer.from(feedToken(reply))]
  return given.length === right.length && timingSafeEqual(given, right)
}

function proofOf(secretHash: string): string {
  return createHmac('sha256', secretHash).update('calendar of a reply').digest('base64url').slice(0, 32)
}
