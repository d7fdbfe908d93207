// What happened, in the past tense: the entries of a gathering's log. Ids and numbers, never a name, a contact or a secret.
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
  /** Instead of whom; null: instead of whatever the programme has. */
  | { readonly type: 'nextPut'; readonly meetingId: string | null; readonly fromMeetingId: string | null }
  /** With a segment that is gone the stage may stand outside the programme. */
  | { readonly type: 'programmeChanged'; readonly isRemoval?: boolean }
  /** Of a city or its segment; null for the hour's and for nobody's. */
  | { readonly type: 'recordingSet'; readonly meetingId: string | null }
  /** `meetingId`: that city answered. */
  | { readonly type: 'rollCallChanged'; readonly meetingId?: string }
  /** Who sits on the director's seat or asks for it, who may direct, the rehearsal: what the crew alone reads. */
  | { readonly type: 'controlChanged' }
  | { readonly type: 'crewSaid'; readonly messageId: string }
  | { readonly type: 'directorDismissed'; readonly directorId: string }
  | { readonly type: 'meetingAdded'; readonly meetingId: string }
  | { readonly type: 'meetingProposed'; readonly meetingId: string }
  /** `isOpened`: it was for the invited until then. */
  | { readonly type: 'meetingEdited'; readonly meetingId: string; readonly isOpened?: true }
  | { readonly type: 'meetingApproved'; readonly meetingId: string }
  | { readonly type: 'meetingDeclined'; readonly meetingId: string }
  /** `wasPublic`: strangers saw it, not only guests. */
  | { readonly type: 'meetingWithdrawn'; readonly meetingId: string; readonly wasPublic: boolean }
  /** Strangers saw it, and no longer may. */
  | { readonly type: 'meetingHidden'; readonly meetingId: string }
  | { readonly type: 'hostLinkRenewed'; readonly meetingId: string }
  | { readonly type: 'invitationRenewed'; readonly meetingId: string }
  | { readonly type: 'arrivalCodeRenewed'; readonly meetingId: string }
  | { readonly type: 'streamsChanged'; readonly meetingId: string }
  | { readonly type: 'linkChanged'; readonly meetingId: string; readonly status: LinkStatus }
  | {
      readonly type: 'replyPlaced'
      readonly meetingId: string
      /** Where the same person had a reply and cancelled it, when that was another meeting. */
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
  /** All replies of a meeting went to another one in a merger. Logs of before hold one `replyMoved` for each. */
  | { readonly type: 'repliesMerged'; readonly meetingId: string; readonly fromMeetingId: string }
  /** Replies of this meeting were erased, with all that named them here. */
  | { readonly type: 'repliesErased'; readonly meetingId: string }
  /** Replies came back to their meeting when a merger was taken back. */
  | { readonly type: 'repliesReturned'; readonly meetingId: string; readonly fromMeetingId: string }
  | { readonly type: 'waitingMovedUp'; readonly meetingId: string; readonly attendanceId: string }
  /** More than can be named one by one. */
  | { readonly type: 'manyMovedUp'; readonly meetingId: string }
  /** Confirmed, declined, or given back by the host; or held because it came in a burst. */
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
  /** The floors that are told of its numbers are others: nothing happened in the city. */
  | { readonly type: 'bandsTold'; readonly meetingId: string }
  /** The floor that is told of the people at home is another one. */
  | { readonly type: 'watchingTold' }

export type ChangeType = Change['type']
export type ChangeOf<Type extends ChangeType> = Extract<Change, { readonly type: Type }>
