// The server's answer to a command: its outcome, or a literal refusal reason.
import type { AttendanceState } from '../domain/attendance.ts'
import type { FieldError } from './commands.ts'
import type { Puzzle } from './puzzle.ts'
import type { KnownState } from './reply-state.ts'

/** Numbers and states, never a secret. Stored, and sent again in answer to a retry. */
export type Outcome = {
  readonly slug?: string
  readonly state?: KnownState
  /** Always sent together with `state`. */
  readonly exactState?: AttendanceState
  readonly code?: string
  readonly attendanceId?: string
  readonly meetingId?: string
  /** Number of replies affected by a decision of the host or an organizer. */
  readonly decided?: number
}

export const refusalReasons = [
  // Permissions
  'not-allowed',
  'link-not-valid',
  'not-found',
  'malformed',
  'too-fast',
  // Overload; `retryAfterMs` says when to retry.
  'busy',
  'server-trouble',
  'too-long',
  // Set by the client itself: the command was set aside in the outbox, or its sender gave up.
  'not-sent',
  // Gathering and stage
  'already-exists',
  'already-published',
  'not-published',
  'has-replies',
  'title-missing',
  'instant-past',
  'lead-place-missing',
  'language-missing',
  'stage-moved-meanwhile',
  'already-on-stage',
  'link-not-ready',
  'stage-empty',
  'seat-lost',
  'seat-taken',
  'seat-not-asked',
  'segment-not-found',
  'too-many-segments',
  'roll-over',
  'rehearsal-over',
  'already-rehearsing',
  'too-many-directors',
  'talk-too-fast',
  'purge-date-not-nearer',
  'purge-date-too-early',
  // Meetings and streams
  'gathering-not-open',
  'gathering-past',
  'gathering-cancelled',
  'already-postponed',
  'already-cancelled',
  'nothing-to-reinstate',
  'meetings-not-mergeable',
  'not-merged',
  'meeting-merged',
  'city-unknown',
  'city-already-meets',
  'meeting-already-open',
  'meeting-not-proposed',
  'meeting-not-declined',
  'meeting-not-open',
  'too-many-meetings',
  'too-many-proposals',
  'stream-address-unreadable',
  'stream-address-not-secure',
  'stream-missing',
  'too-many-streams',
  // Attendance
  'party-size-wrong',
  'no-seats-for-more',
  'reply-cancelled',
  'reply-declined',
  'nothing-to-decide',
  'too-many-waiting',
  'size-needs-host',
  'already-there',
  'already-arrived',
  'already-replied',
  'still-waiting',
  'still-asked',
  'day-not-over',
  'too-early',
  'arrival-code-wrong',
  // Too many wrong codes: no code is compared for some minutes.
  'code-locked',
  // Erasing: the typed name does not match.
  'name-not-typed',
] as const
export type RefusalReason = (typeof refusalReasons)[number]

export type Answer =
  | { readonly ok: true; readonly version: number; readonly outcome: Outcome }
  | {
      readonly ok: false
      readonly reason: RefusalReason
      readonly field?: string | undefined
      readonly fields?: readonly FieldError[]
      readonly retryAfterMs?: number
      /** With `busy`: instead of waiting, the client may resend the command with the puzzle's solution. */
      readonly puzzle?: Puzzle
    }

export type RefusedAnswer = Extract<Answer, { ok: false }>
