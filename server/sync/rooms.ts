// Rooms: one for each audience of a gathering and each pace, one for each held reply, one for each session.
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

/** The calendar's readers of one month, or of what has no instant (`open`). */
export function monthRoom(month: string): string {
  return `calendar:${month}`
}

/** An organizer's own list, which has their drafts too. */
export function ownListRoom(organizerId: string): string {
  return `own:${organizerId}`
}
