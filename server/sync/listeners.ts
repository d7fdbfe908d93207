// Who listens on this process: which audiences of which gatherings at which pace, which replies, and the home page. Nothing is read for nobody.
import type { Pace } from '#shared/protocol/socket-events.ts'
import type { Audience, CountsView } from '#shared/protocol/views.ts'
import { audienceKey } from '../reading/audience-key.ts'

export type ListeningAudience = {
  readonly audience: Audience
  readonly pace: Pace
  sockets: number
  /** Version up to which this room was told; undefined until there was something to tell or to keep back. */
  toldTo: number | undefined
  /** What this room was last told of each meeting's counts, so that a reply which shows nothing here says nothing either. */
  readonly toldCounts: Map<string, CountsView>
  /** Sockets that are reading their first snapshot just now. */
  joining: number
  /** The newest version at which somebody came in: they drop whatever is told up to it, also where it holds newer values. */
  joinedAt: number
  /** Undefined until these readers were told of the stage by this process. */
  stage: ToldStage | undefined
}

/** Who has the stage, as one audience was told last. */
export type ToldStage = {
  readonly fence: number
  readonly meetingId: string | null
  /** Who had it before, and when that changed (ms, monotonic). */
  readonly before: string | null
  readonly changedAt: number
}

type HeldTicket = {
  readonly gatheringId: string
  /** Where the reply may be: by the last telling, and by whatever was read since, which may be older or newer. */
  meetingIds: Set<string>
  sockets: number
}

export type Listeners = ReturnType<typeof createListeners>

export function createListeners() {
  const audiences = new Map<string, Map<string, ListeningAudience>>()
  const tickets = new Map<string, HeldTicket>()
  let browsing = 0
  const keyOf = (audience: Audience, pace: Pace) => `${audienceKey(audience)}:${pace}`

  return {
    /** Returns what to call when the socket has read its snapshot, with the version of it. */
    addAudience(gatheringId: string, audience: Audience, pace: Pace): (version: number) => void {
      const ofGathering = audiences.get(gatheringId) ?? new Map<string, ListeningAudience>()
      audiences.set(gatheringId, ofGathering)
      const key = keyOf(audience, pace)
      const listening = ofGathering.get(key) ?? {
        audience,
        pace,
        sockets: 0,
        toldTo: undefined,
        toldCounts: new Map<string, CountsView>(),
        joining: 0,
        joinedAt: 0,
        stage: undefined,
      }
      listening.sockets += 1
      listening.joining += 1
      ofGathering.set(key, listening)
      return (version) => {
        listening.joining -= 1
        listening.joinedAt = Math.max(listening.joinedAt, version)
        listening.toldCounts.clear()
      }
    },

    dropAudience(gatheringId: string, audience: Audience, pace: Pace): void {
      const ofGathering = audiences.get(gatheringId)
      const key = keyOf(audience, pace)
      const listening = ofGathering?.get(key)
      if (ofGathering === undefined || listening === undefined) return
      listening.sockets -= 1
      if (listening.sockets > 0) return
      ofGathering.delete(key)
      if (ofGathering.size === 0) audiences.delete(gatheringId)
    },

    audienceOf(gatheringId: string, audience: Audience, pace: Pace): ListeningAudience | undefined {
      return audiences.get(gatheringId)?.get(keyOf(audience, pace))
    },

    audiencesOf(gatheringId: string, pace: Pace): readonly ListeningAudience[] {
      const ofGathering = audiences.get(gatheringId)
      if (ofGathering === undefined) return []
      return [...ofGathering.values()].filter((listening) => listening.pace === pace)
    },

    addTicket(attendanceId: string, gatheringId: string, meetingId: string): void {
      const held = tickets.get(attendanceId) ?? { gatheringId, meetingIds: new Set<string>(), sockets: 0 }
      held.meetingIds.add(meetingId)
      held.sockets += 1
      tickets.set(attendanceId, held)
    },

    /** A socket has read the ticket again. A telling may be under way that read it before or after. */
    seenTicket(attendanceId: string, meetingId: string): void {
      tickets.get(attendanceId)?.meetingIds.add(meetingId)
    },

    /** What is told last says where the reply is: tellings come one after another. */
    moveTicket(attendanceId: string, meetingId: string): void {
      const held = tickets.get(attendanceId)
      if (held !== undefined) held.meetingIds = new Set([meetingId])
    },

    dropTicket(attendanceId: string): void {
      const held = tickets.get(attendanceId)
      if (held === undefined) return
      held.sockets -= 1
      if (held.sockets <= 0) tickets.delete(attendanceId)
    },

    hasTickets(): boolean {
      return tickets.size > 0
    },

    isHeld(attendanceId: string): boolean {
      return tickets.has(attendanceId)
    },

    heldOf(gatheringId: string): string[] {
      return [...tickets].filter(([, held]) => held.gatheringId === gatheringId).map(([id]) => id)
    },

    heldAt(meetingIds: ReadonlySet<string>): string[] {
      if (meetingIds.size === 0) return []
      return [...tickets]
        .filter(([, held]) => [...held.meetingIds].some((meetingId) => meetingIds.has(meetingId)))
        .map(([id]) => id)
    },

    addBrowser(): void {
      browsing += 1
    },

    dropBrowser(): void {
      browsing -= 1
    },

    isBrowsed(): boolean {
      return browsing > 0
    },

    /** Every gathering of which somebody here would miss something. */
    gatherings(): ReadonlySet<string> {
      const followed = new Set(audiences.keys())
      for (const { gatheringId } of tickets.values()) followed.add(gatheringId)
      return followed
    },

    /** How much is kept; nothing once every socket is gone. */
    size(): number {
      return audiences.size + tickets.size + browsing
    },
  }
}
