// Who listens on this process: which audiences of which gatherings, and which replies. Nothing is read for nobody.
import type { Audience } from '#shared/protocol/views.ts'
import { audienceKey } from './rooms.ts'

export type ListeningAudience = {
  readonly audience: Audience
  sockets: number
  /** Version up to which this room was told; undefined until there was something to tell or to keep back. */
  toldTo: number | undefined
  /** What this room was last told of each meeting's counts, so that a reply which shows nothing here says nothing either. */
  readonly toldCounts: Map<string, string>
  /** Sockets that are reading their first snapshot just now. */
  joining: number
}

export type HeldTicket = { readonly meetingId: string; sockets: number }

export type Listeners = ReturnType<typeof createListeners>

export function createListeners() {
  const audiences = new Map<string, Map<string, ListeningAudience>>()
  const tickets = new Map<string, HeldTicket>()

  return {
    /** Returns what to call when the socket has read its snapshot. */
    addAudience(gatheringId: string, audience: Audience): () => void {
      const ofGathering = audiences.get(gatheringId) ?? new Map<string, ListeningAudience>()
      audiences.set(gatheringId, ofGathering)
      const key = audienceKey(audience)
      const listening = ofGathering.get(key) ?? {
        audience,
        sockets: 0,
        toldTo: undefined,
        toldCounts: new Map<string, string>(),
        joining: 0,
      }
      listening.sockets += 1
      listening.joining += 1
      ofGathering.set(key, listening)
      return () => {
        listening.joining -= 1
        listening.toldCounts.clear()
      }
    },

    dropAudience(gatheringId: string, audience: Audience): void {
      const ofGathering = audiences.get(gatheringId)
      const listening = ofGathering?.get(audienceKey(audience))
      if (ofGathering === undefined || listening === undefined) return
      listening.sockets -= 1
      if (listening.sockets > 0) return
      ofGathering.delete(audienceKey(audience))
      if (ofGathering.size === 0) audiences.delete(gatheringId)
    },

    audiencesOf(gatheringId: string): readonly ListeningAudience[] {
      return [...(audiences.get(gatheringId)?.values() ?? [])]
    },

    /** Also called again when a held reply moved to another meeting. */
    addTicket(attendanceId: string, meetingId: string): void {
      const held = tickets.get(attendanceId)
      tickets.set(attendanceId, { meetingId, sockets: (held?.sockets ?? 0) + 1 })
    },

    moveTicket(attendanceId: string, meetingId: string): void {
      const held = tickets.get(attendanceId)
      if (held !== undefined) tickets.set(attendanceId, { ...held, meetingId })
    },

    dropTicket(attendanceId: string): void {
      const held = tickets.get(attendanceId)
      if (held === undefined) return
      held.sockets -= 1
      if (held.sockets <= 0) tickets.delete(attendanceId)
    },

    /** How much is kept; nothing once every socket is gone. */
    size(): number {
      return audiences.size + tickets.size
    },

    isHeld(attendanceId: string): boolean {
      return tickets.has(attendanceId)
    },

    heldAt(meetingIds: ReadonlySet<string>): string[] {
      if (meetingIds.size === 0) return []
      return [...tickets].filter(([, held]) => meetingIds.has(held.meetingId)).map(([id]) => id)
    },
  }
}
