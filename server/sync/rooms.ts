// Room names: one per audience and pace of a gathering, per held reply, per session, per calendar month, per organizer's list.
import type { Pace } from '#shared/protocol/socket-events.ts'
import type { Audience } from '#shared/protocol/views.ts'
import { audienceKey } from '../reading/audience-key.ts'

export function audienceRoom(gatheringId: string, audience: Audience, pace: Pace): string {
  return `gathering:${gatheringId}:${audienceKey(audience)}:${pace}`
}

export function ticketRoom(attendanceId: string): string {
  return `ticket:${attendanceId}`
}

export function sessionRoom(sessionHash: string): string {
  return `session:${sessionHash}`
}

/** Readers of one calendar month, or of gatherings without an instant (`open`). */
export function monthRoom(month: string): string {
  return `calendar:${month}`
}

/** Readers of an organizer's own list, which includes their drafts. */
export function ownListRoom(organizerId: string): string {
  return `own:${organizerId}`
}
