// The entries of a gathering's log, in the past tense. They contain ids and numbers, never a name, a contact or a secret.
import type { AttendanceState } from '../domain/attendance.ts'
import type { LinkStatus } from '../domain/stream.ts'

export type Change =
  | { readonly type: 'gatheringCreated' }
  /** `isOtherStanding`: it was postponed, cancelled, or planned again. */
  | { readonly type: 'gatheringEdited'; readonly isOtherStanding?: boolean }
  | { readonly type: 'gatheringPublished' }
  | { readonly type: 'gatheringUnpublished' }
  | { readonly type: 'gatheringRemoved' }
  | {
      readonly type: 'stageHanded'
      readonly meetingId: string | null
      readonly fence: number
      readonly segmentId?: string | null
    }
  | { readonly type: 'stageHeld'; readonly isHeld: boolean; readonly fence: number }
  /** `fromMeetingId`: the previous choice; null if the programme decided. */
  | { readonly type: 'nextPut'; readonly meetingId: string | null; readonly fromMeetingId: string | null }
  /** After a segment was removed, the stage may be outside the programme. */
  | { readonly type: 'programmeChanged'; readonly isRemoval?: boolean }
  /** The recording of a city or its segment; null for the whole gathering and for segments without a city. */
  | { readonly type: 'recordingSet'; readonly meetingId: string | null }
  /** `meetingId`: the city that answered. */
  | { readonly type: 'rollCallChanged'; readonly meetingId?: string }
  /** Data that only the crew see: the director's role and requests for it, the directors, the rehearsal. */
  | { readonly type: 'controlChanged' }
  | { readonly type: 'crewSaid'; readonly messageId: string }
  | { readonly type: 'directorDismissed'; readonly directorId: string }
  | { readonly type: 'meetingAdded'; readonly meetingId: string }
  | { readonly type: 'meetingProposed'; readonly meetingId: string }
  /** `isOpened`: only invited people could see it before. */
  | { readonly type: 'meetingEdited'; readonly meetingId: string; readonly isOpened?: true }
  | { readonly type: 'meetingApproved'; readonly meetingId: string }
  | { readonly type: 'meetingDeclined'; readonly meetingId: string }
  /** `wasPublic`: strangers could see it, not only guests. */
  | { readonly type: 'meetingWithdrawn'; readonly meetingId: string; readonly wasPublic: boolean }
  /** Strangers could see it, and no longer can. */
  | { readonly type: 'meetingHidden'; readonly meetingId: string }
  | { readonly type: 'hostLinkRenewed'; readonly meetingId: string }
  | { readonly type: 'invitationRenewed'; readonly meetingId: string }
  | { readonly type: 'arrivalCodeRenewed'; readonly meetingId: string }
  | { readonly type: 'streamsChanged'; readonly meetingId: string }
  | { readonly type: 'linkChanged'; readonly meetingId: string; readonly status: LinkStatus }
  | {
      readonly type: 'replyPlaced'
      readonly meetingId: string
      /** The same person's cancelled reply at another meeting. */
      readonly fromMeetingId?: string
      readonly attendanceId: string
      readonly partySize: number
      readonly state: AttendanceState
    }
  | {
      readonly type: 'replyResized'
      readonly meetingId: string
      readonly attendanceId: string
      readonly partySize: number
    }
  | { readonly type: 'replyCancelled'; readonly meetingId: string; readonly attendanceId: string }
  | {
      readonly type: 'replyMoved'
      readonly meetingId: string
      readonly fromMeetingId: string
      readonly attendanceId: string
      readonly state: AttendanceState
    }
  /** A merger moved all replies of a meeting to another one. Older logs contain one `replyMoved` per reply. */
  | { readonly type: 'repliesMerged'; readonly meetingId: string; readonly fromMeetingId: string }
  /** Replies of this meeting were erased, and the log entries that named them. */
  | { readonly type: 'repliesErased'; readonly meetingId: string }
  /** Undoing a merger returned replies to their meeting. */
  | { readonly type: 'repliesReturned'; readonly meetingId: string; readonly fromMeetingId: string }
  | { readonly type: 'waitingMovedUp'; readonly meetingId: string; readonly attendanceId: string }
  /** Too many moved up to name each one. */
  | { readonly type: 'manyMovedUp'; readonly meetingId: string }
  /** The host confirmed, declined or restored it; or it was held because it came in a burst. */
  | {
      readonly type: 'replyDecided'
      readonly meetingId: string
      readonly attendanceId: string
      readonly state: AttendanceState
    }
  | { readonly type: 'manyDecided'; readonly meetingId: string }
  | {
      readonly type: 'arrivalCounted'
      readonly meetingId: string
      readonly attendanceId: string
      readonly arrived: number
    }
  | {
      readonly type: 'replyVouched'
      readonly meetingId: string
      readonly attendanceId: string
      readonly vouched: boolean
    }
  | { readonly type: 'walkInsCounted'; readonly meetingId: string; readonly walkIns: number }
  /** The published band floors of its numbers changed; nothing happened in the city. */
  | { readonly type: 'bandsTold'; readonly meetingId: string }
  /** The published floor of people watching from home changed. */
  | { readonly type: 'watchingTold' }

export type ChangeType = Change['type']
export type ChangeOf<Type extends ChangeType> = Extract<Change, { readonly type: Type }>
