// Who listens on this process: which audiences of which gatherings at which pace, which replies, and the home page. Nothing is read for nobody.
import type { Pace } from '#shared/protocol/socket-events.ts'
import type { Audience, TicketView } from '#shared/protocol/views.ts'
import { audienceKey } from '../reading/audience-key.ts'
import type { Gathered } from './gathered.ts'

export type ListeningAudience = {
  readonly audience: Audience
  readonly pace: Pace
  sockets: number
  /** Version up to which this room was told, or at which the first one came in; undefined before that. */
  toldTo: number | undefined
  /** When it was told last, and when it is to be told next (ms, monotonic). */
  toldAt: number
  dueAt: number | undefined
  /** Which replies and messages changed since then, by commit. */
  gathered: readonly Gathered[]
  /** The short ids of the cities that these readers know of; undefined until they are needed. */
  starts: ReadonlyMap<string, string> | undefined
  /** Undefined until these readers were told of the stage by this process. */
  stage: ToldStage | undefined
}

/** Who has the stage, as one audience was told last. */
export type ToldStage = {
  /** The version with which it was told. */
  readonly version: number
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
  /** As all who follow it were told last, as text; null when they may know different ones. */
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
    /** `cameIn`: a room has a reader who knows a version. `otherTicket`: those who follow a reply know different ones. */
    follow(cameIn: (gatheringId: string) => void, otherTicket: (attendanceId: string) => void): void {
      onCameIn = cameIn
      onOtherTicket = otherTicket
    },

    /** Returns what to call when the socket has read its snapshot, with the version of it: from there on it is told. */
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

    /** A socket has read the ticket again. Where others know another one, it must be told to all of them. */
    seenTicket(ticket: TicketView): void {
      const held = tickets.get(ticket.attendanceId)
      if (held === undefined) return
      held.meetingIds.add(ticket.meetingId)
      const read = JSON.stringify(ticket)
      const isSame = held.told === null || held.told === read
      held.told = isSame ? read : null
      if (!isSame) onOtherTicket(ticket.attendanceId)
    },

    /** Whether it is another than those who follow it were told last; they are told now. */
    isNewTicket(ticket: TicketView): boolean {
      const held = tickets.get(ticket.attendanceId)
      const read = JSON.stringify(ticket)
      if (held === undefined || held.told === read) return false
      held.told = read
      return true
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

    *everyAudience(): Generator<readonly [gatheringId: string, ListeningAudience]> {
      for (const [gatheringId, ofGathering] of audiences) {
        for (const listening of ofGathering.values()) yield [gatheringId, listening]
      }
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
