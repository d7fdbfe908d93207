// Subscriptions of this process: which audiences of which gatherings at which pace, which replies, and the calendar. Only these are read.
import type { Pace } from '#shared/protocol/socket-events.ts'
import type { Audience, TicketView } from '#shared/protocol/views.ts'
import { audienceKey } from '../reading/audience-key.ts'
import type { Gathered } from './pending-changes.ts'

export type ListeningAudience = {
  readonly audience: Audience
  readonly pace: Pace
  sockets: number
  /** The version last sent to this room, or first read by its first socket; undefined before that. */
  toldTo: number | undefined
  /** Time of the last send, and of the next one that is due (ms, monotonic). */
  toldAt: number
  dueAt: number | undefined
  /** Which replies and messages changed since then, by commit. */
  gathered: readonly Gathered[]
  /** Short id prefixes of the cities that this audience knows; undefined until needed. */
  starts: ReadonlyMap<string, string> | undefined
  /** The last stage sent; undefined until this process sends one. */
  stage: ToldStage | undefined
}

/** The stage as last sent to one audience. */
export type ToldStage = {
  /** The version in which it was sent. */
  readonly version: number
  readonly meetingId: string | null
  /** The meeting on stage before, and when that changed (ms, monotonic). */
  readonly before: string | null
  readonly changedAt: number
}

type HeldTicket = {
  readonly gatheringId: string
  /** Meetings where the reply may be: from the last send and from reads since, which may be older or newer. */
  meetingIds: Set<string>
  sockets: number
  /** The ticket as last sent to all its followers, as JSON; null when they may have different ones. */
  told: string | null
}

export type Listeners = ReturnType<typeof createListeners>

export function createListeners() {
  const audiences = new Map<string, Map<string, ListeningAudience>>()
  const tickets = new Map<string, HeldTicket>()
  let browsing = 0
  let onCameIn: (gatheringId: string) => void = () => undefined
  let onOtherTicket: (attendanceId: string) => void = () => undefined
  const keyOf = (audience: Audience, pace: Pace) => `${audienceKey(audience)}:${pace}`

  return {
    /** `cameIn`: a socket in a room has read a version. `otherTicket`: the followers of a reply have different tickets. */
    follow(cameIn: (gatheringId: string) => void, otherTicket: (attendanceId: string) => void): void {
      onCameIn = cameIn
      onOtherTicket = otherTicket
    },

    /** Returns a callback for when the socket has read its snapshot, with the snapshot's version; updates start from there. */
    addAudience(gatheringId: string, audience: Audience, pace: Pace): (version: number) => void {
      const ofGathering = audiences.get(gatheringId) ?? new Map<string, ListeningAudience>()
      audiences.set(gatheringId, ofGathering)
      const key = keyOf(audience, pace)
      const listening = ofGathering.get(key) ?? {
        audience,
        pace,
        sockets: 0,
        toldTo: undefined,
        toldAt: Number.NEGATIVE_INFINITY,
        dueAt: undefined,
        gathered: [],
        starts: undefined,
        stage: undefined,
      }
      listening.sockets += 1
      ofGathering.set(key, listening)
      return (version) => {
        listening.toldTo ??= version
        onCameIn(gatheringId)
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
      const held = tickets.get(attendanceId) ?? {
        gatheringId,
        meetingIds: new Set<string>(),
        sockets: 0,
        told: null,
      }
      held.meetingIds.add(meetingId)
      held.sockets += 1
      tickets.set(attendanceId, held)
    },

    /** A socket has read the ticket. If others have a different one, all of them must receive it again. */
    seenTicket(ticket: TicketView): void {
      const held = tickets.get(ticket.attendanceId)
      if (held === undefined) return
      held.meetingIds.add(ticket.meetingId)
      const read = JSON.stringify(ticket)
      const isSame = held.told === null || held.told === read
      held.told = isSame ? read : null
      if (!isSame) onOtherTicket(ticket.attendanceId)
    },

    /** Whether the ticket differs from the one last sent to its followers; records it as sent. */
    isNewTicket(ticket: TicketView): boolean {
      const held = tickets.get(ticket.attendanceId)
      const read = JSON.stringify(ticket)
      if (held === undefined || held.told === read) return false
      held.told = read
      return true
    },

    /** Sends are sequential, so the last one says where the reply is. */
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

    *everyAudience(): Generator<readonly [gatheringId: string, ListeningAudience]> {
      for (const [gatheringId, ofGathering] of audiences) {
        for (const listening of ofGathering.values()) yield [gatheringId, listening]
      }
    },

    /** Every gathering that a socket here follows, or follows a reply of. */
    gatherings(): ReadonlySet<string> {
      const followed = new Set(audiences.keys())
      for (const { gatheringId } of tickets.values()) followed.add(gatheringId)
      return followed
    },

    /** Number of entries; 0 once every socket is gone. */
    size(): number {
      return audiences.size + tickets.size + browsing
    },
  }
}
