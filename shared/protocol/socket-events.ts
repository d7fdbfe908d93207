// The socket events, typed for both ends, and the schemas of join requests.
import { z } from 'zod'
import type { Answer } from './answers.ts'
import type { BrowseAnswer, BrowseRequest } from './calendar.ts'
import type { CrewNow, WatchingReport } from './crew-presence.ts'
import { credential, id } from './fields.ts'
import type { PackedCounts } from './packed-counts.ts'
import type { Audience, GatheringSummary, Snapshot, TicketView, Update } from './views.ts'

/** How often numbers of people are sent: at once, or about once per second in a compact form. */
export const paces = ['prompt', 'sparing'] as const
export type Pace = (typeof paces)[number]

export const joinRequest = z.object({
  /** By id, or by the slug from the URL. */
  gathering: z.string().min(1).max(80),
  as: z.enum(['public', 'guest', 'host', 'organizer', 'director', 'preview']),
  credential: credential.optional(),
  known: z.object({ epoch: z.string().max(64), version: z.number().int().min(0) }).optional(),
  pace: z.enum(paces).optional(),
  /** A request number chosen by the client. If present, a long answer may come in parts that carry it. */
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
  /** The update that this client missed; empty (`from` = `to`) if it missed none. */
  | { readonly ok: true; readonly audience: Audience; readonly update: Update }
  | {
      readonly ok: false
      /** `too-fast` and `server-trouble` are temporary: the client retries later. */
      readonly reason:
        | 'not-found'
        | 'link-not-valid'
        | 'not-allowed'
        | 'malformed'
        | 'too-fast'
        | 'server-trouble'
    }

/** The answer was sent before this, in parts (event `part`): their texts joined are its JSON. */
export type InParts = { readonly ok: true; readonly inParts: number }

export const holdRequest = z.object({ credential })
export type HoldAnswer =
  | { readonly ok: true; readonly ticket: TicketView; readonly slug: string }
  | { readonly ok: false; readonly reason: 'link-not-valid' | 'malformed' | 'too-fast' | 'server-trouble' }

export const leaveRequest = z.object({ gatheringId: id })

export type ClientToServer = {
  /** Reads and follows a gathering as one audience at a time. With `parts`, the answer may be `InParts`. */
  join: (request: JoinRequest, answer: (answer: JoinAnswer) => void) => void
  leave: (request: { gatheringId: string }) => void
  /** Follows one's own reply. */
  hold: (request: { credential: string }, answer: (answer: HoldAnswer) => void) => void
  /**
   * Follows the calendar entries of the given months and answers with the reader's own gatherings. A new request replaces the previous one.
   */
  browse: (request: BrowseRequest, answer: (own: BrowseAnswer) => void) => void
  command: (command: unknown, answer: (answer: Answer) => void) => void
  /** Renews the director's role for this window; answers false if the window has lost it. */
  seat: (request: { gatheringId: string; seatId: string }, answer: (isHeld: boolean) => void) => void
  /** How well this screen receives its stream. Not answered. */
  watching: (report: WatchingReport) => void
  /** The server's epoch ms, for measuring the offset of this device's clock. */
  time: (answer: (serverNow: number) => void) => void
}

export type ServerToClient = {
  update: (update: Update) => void
  /** A part of the answer to the `join` with this number. Call `taken` at once: unacknowledged parts delay the next ones. */
  part: (of: number, text: string, taken: () => void) => void
  /**
   * For readers at the `sparing` pace, in place of an update that contains only numbers of people: the prefix of the gathering's id, the
   * version after it, how many versions it spans, and the numbers.
   */
  c: (gathering: string, to: number, since: number, counts: PackedCounts) => void
  ticket: (ticket: TicketView) => void
  /** A followed reply was erased: its secret no longer works. */
  ticketGone: (reply: { readonly attendanceId: string }) => void
  summary: (summary: GatheringSummary) => void
  gone: (gathering: { readonly gatheringId: string }) => void
  /** The reader's permission for this gathering has ended. */
  revoked: (gathering: { readonly gatheringId: string }) => void
  /** To the crew, every 2 s while it changes. */
  crew: (now: CrewNow) => void
  /** Heartbeat every 5 s without other events, so that silence indicates a broken connection. Carries the server's epoch ms. */
  beat: (serverNow: number) => void
}
