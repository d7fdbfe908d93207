// The events of a socket, typed for both ends, and the shapes of what a client says to join.
import { z } from 'zod'
import type { Answer } from './answers.ts'
import type { BrowseAnswer, BrowseRequest } from './calendar.ts'
import type { CrewNow, WatchingReport } from './crew-now.ts'
import { credential, id } from './fields.ts'
import type { PackedCounts } from './packed-counts.ts'
import type { Audience, GatheringSummary, Snapshot, TicketView, Update } from './views.ts'

/** How often numbers of people are told: as they come, or about once a second and in few bytes. */
export const paces = ['prompt', 'sparing'] as const
export type Pace = (typeof paces)[number]

export const joinRequest = z.object({
  /** By id, or by the slug that stands in the address. */
  gathering: z.string().min(1).max(80),
  as: z.enum(['public', 'guest', 'host', 'organizer', 'director', 'preview']),
  credential: credential.optional(),
  known: z.object({ epoch: z.string().max(64), version: z.number().int().min(0) }).optional(),
  pace: z.enum(paces).optional(),
  /** A number of the client's choice: a long answer may come in parts that carry it. */
  parts: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31)
    .optional(),
})
export type JoinRequest = z.infer<typeof joinRequest>

export type JoinAnswer =
  | { readonly ok: true; readonly audience: Audience; readonly snapshot: Snapshot }
  /** What this client missed; empty (`from` = `to`) when nothing did. */
  | { readonly ok: true; readonly audience: Audience; readonly update: Update }
  | {
      readonly ok: false
      /** `too-fast` and `server-trouble` pass: the client asks again later. */
      readonly reason:
        | 'not-found'
        | 'link-not-valid'
        | 'not-allowed'
        | 'malformed'
        | 'too-fast'
        | 'server-trouble'
    }

/** The answer came before this, in parts (event `part`): their texts, put together, are its JSON. */
export type InParts = { readonly ok: true; readonly inParts: number }

export const holdRequest = z.object({ credential })
export type HoldAnswer =
  | { readonly ok: true; readonly ticket: TicketView; readonly slug: string }
  | { readonly ok: false; readonly reason: 'link-not-valid' | 'malformed' | 'too-fast' | 'server-trouble' }

export const leaveRequest = z.object({ gatheringId: id })

export type ClientToServer = {
  /** Reads a gathering, now and from now on, with one pair of eyes at a time. With `parts`, `InParts` may come instead of the answer. */
  join: (request: JoinRequest, answer: (answer: JoinAnswer) => void) => void
  leave: (request: { gatheringId: string }) => void
  /** Follows one's own reply. */
  hold: (request: { credential: string }, answer: (answer: HoldAnswer) => void) => void
  /** Follows the lines of the calendar's months that are shown, and one's own list, which is the answer. Asked again, it follows those instead. */
  browse: (request: BrowseRequest, answer: (own: BrowseAnswer) => void) => void
  command: (command: unknown, answer: (answer: Answer) => void) => void
  /** Says that the window on the director's seat is there; false when it has lost the seat. */
  seat: (request: { gatheringId: string; seatId: string }, answer: (isHeld: boolean) => void) => void
  /** How the stream plays that this screen shows. Not answered. */
  watching: (report: WatchingReport) => void
  /** Server's epoch ms, for measuring the offset of this device's clock. */
  time: (answer: (serverNow: number) => void) => void
}

export type ServerToClient = {
  update: (update: Update) => void
  /** A part of the answer to `join` with this number. `taken` is called at once: what is not taken holds the next ones up. */
  part: (of: number, text: string, taken: () => void) => void
  /**
   * To sparing readers, instead of an update that holds numbers of people alone: the start of the gathering's id, the version it leads
   * to, how many versions before that it begins, and the numbers.
   */
  c: (gathering: string, to: number, since: number, counts: PackedCounts) => void
  ticket: (ticket: TicketView) => void
  /** A reply that was followed is erased: its secret opens nothing any more. */
  ticketGone: (reply: { readonly attendanceId: string }) => void
  summary: (summary: GatheringSummary) => void
  gone: (gathering: { readonly gatheringId: string }) => void
  /** The right by which this gathering was read has ended. */
  revoked: (gathering: { readonly gatheringId: string }) => void
  /** To the crew, every 2 s while something of it changes. */
  crew: (now: CrewNow) => void
  /** Every 5 s while nothing else is said, so that silence means trouble. Carries the server's epoch ms. */
  beat: (serverNow: number) => void
}
