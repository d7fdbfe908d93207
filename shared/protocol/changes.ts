// What happened, in the past tense: the entries of a gathering's log. Ids and numbers, never a name, a contact or a secret.
import type { AttendanceState } from '../domain/attendance.ts'
import type { LinkStatus } from '../domain/stream.ts'
import { unreachable } from '../domain/verdict.ts'

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

/** Which parts of a gathering some changes touched: what has to be read again, projected and told. */
export type Touched = {
  gathering: boolean
  stage: boolean
  /** Cities that were put next by hand, or no longer are. */
  readonly next: Set<string>
  programme: boolean
  rollCall: boolean
  /** Cities of which a recording was given or taken away; `''` for nobody's. */
  readonly recorded: Set<string>
  /** Cities that answered the roll-call. */
  readonly answered: Set<string>
  control: boolean
  removed: boolean
  readonly meetings: Set<string>
  /** Meetings of which only the crew reads something new: told to others, it would show them the moment of an arrival. */
  readonly crewPages: Set<string>
  /** Meetings that strangers saw and may no longer see. */
  readonly closed: Set<string>
  /** Meetings that only guests saw and may no longer see: strangers must not learn that they ever were. */
  readonly closedToGuests: Set<string>
  readonly counts: Set<string>
  readonly attendances: Set<string>
  /** Replies that a meeting's list had and may no longer have: their ids by meeting. */
  readonly left: Map<string, Set<string>>
  /** Meetings of whose replies too many changed to name them: their hosts are told the whole list. */
  readonly lists: Set<string>
  /** Meetings whose waiting list or address may read differently for those who hold a reply there. */
  readonly holders: Set<string>
  /** Tickets of the whole gathering may read differently. */
  everyHolder: boolean
  /** Meetings whose status changed: their hosts may read more or less from now on. */
  readonly standings: Set<string>
  /** Some link opens nothing any more: a host's, a director's, or an invitation. */
  revoked: boolean
  readonly messages: Set<string>
}

export function nothingTouched(): Touched {
  return {
    gathering: false,
    stage: false,
    next: new Set(),
    programme: false,
    rollCall: false,
    recorded: new Set(),
    answered: new Set(),
    control: false,
    removed: false,
    meetings: new Set(),
    crewPages: new Set(),
    closed: new Set(),
    closedToGuests: new Set(),
    counts: new Set(),
    attendances: new Set(),
    left: new Map(),
    lists: new Set(),
    holders: new Set(),
    everyHolder: false,
    standings: new Set(),
    revoked: false,
    messages: new Set(),
  }
}

/** Adds what one change touched. Every change type is handled here once, for live publishing and for catching up. */
export function touch(touched: Touched, change: Change): void {
  switch (change.type) {
    case 'gatheringCreated':
    case 'gatheringEdited':
    case 'gatheringPublished':
    case 'gatheringUnpublished':
      touched.gathering = true
      // The purge date follows from the plan.
      touched.control = true
      if (change.type === 'gatheringPublished') touched.everyHolder = true
      if (change.type === 'gatheringEdited' && change.isOtherStanding === true) touched.everyHolder = true
      return
    case 'gatheringRemoved':
      touched.removed = true
      return
    case 'stageHanded':
    case 'stageHeld':
      touched.stage = true
      return
    case 'nextPut':
      for (const meetingId of [change.meetingId, change.fromMeetingId])
        if (meetingId !== null) touched.next.add(meetingId)
      return
    case 'programmeChanged':
      touched.programme = true
      if (change.isRemoval === true) {
        touched.stage = true
        touched.control = true
      }
      return
    case 'recordingSet':
      touched.recorded.add(change.meetingId ?? '')
      return
    case 'rollCallChanged':
      if (change.meetingId === undefined) touched.rollCall = true
      else touched.answered.add(change.meetingId)
      return
    case 'controlChanged':
      touched.control = true
      return
    case 'crewSaid':
      touched.messages.add(change.messageId)
      return
    case 'directorDismissed':
      touched.control = true
      touched.revoked = true
      return
    case 'meetingWithdrawn':
    case 'meetingHidden': {
      const isShown = change.type === 'meetingHidden' || change.wasPublic
      const closed = isShown ? touched.closed : touched.closedToGuests
      closed.add(change.meetingId)
      if (change.type === 'meetingWithdrawn') touched.standings.add(change.meetingId)
      touched.meetings.add(change.meetingId)
      touched.counts.add(change.meetingId)
      touched.holders.add(change.meetingId)
      return
    }
    case 'meetingAdded':
    case 'meetingProposed':
    case 'meetingApproved':
    case 'meetingDeclined':
    case 'meetingEdited':
      if (change.type !== 'meetingEdited') touched.standings.add(change.meetingId)
      touched.meetings.add(change.meetingId)
      touched.counts.add(change.meetingId)
      touched.holders.add(change.meetingId)
      return
    case 'hostLinkRenewed':
      touched.revoked = true
      return
    case 'invitationRenewed':
      touched.revoked = true
      touched.crewPages.add(change.meetingId)
      return
    case 'arrivalCodeRenewed':
      touched.crewPages.add(change.meetingId)
      return
    case 'streamsChanged':
    case 'linkChanged':
      touched.meetings.add(change.meetingId)
      touched.holders.add(change.meetingId)
      return
    case 'replyMoved':
      leave(touched, change.fromMeetingId, change.attendanceId)
      touched.counts.add(change.fromMeetingId)
      touched.holders.add(change.fromMeetingId)
      touched.attendances.add(change.attendanceId)
      touched.counts.add(change.meetingId)
      return
    case 'repliesMerged':
    case 'repliesReturned':
      for (const meetingId of [change.meetingId, change.fromMeetingId]) listAgain(touched, meetingId)
      return
    case 'manyMovedUp':
    case 'manyDecided':
    case 'repliesErased':
      listAgain(touched, change.meetingId)
      return
    case 'replyCancelled':
    case 'replyResized':
    case 'waitingMovedUp':
    case 'replyDecided':
      touched.holders.add(change.meetingId)
      touched.attendances.add(change.attendanceId)
      touched.counts.add(change.meetingId)
      return
    case 'replyPlaced':
      if (change.fromMeetingId !== undefined) leave(touched, change.fromMeetingId, change.attendanceId)
      touched.attendances.add(change.attendanceId)
      touched.counts.add(change.meetingId)
      return
    case 'replyVouched':
      touched.attendances.add(change.attendanceId)
      touched.counts.add(change.meetingId)
      return
    case 'arrivalCounted':
      touched.attendances.add(change.attendanceId)
      touched.counts.add(change.meetingId)
      touched.crewPages.add(change.meetingId)
      return
    case 'watchingTold':
      touched.gathering = true
      return
    case 'bandsTold':
      touched.counts.add(change.meetingId)
      return
    case 'walkInsCounted':
      touched.counts.add(change.meetingId)
      touched.crewPages.add(change.meetingId)
      return
    default:
      unreachable(change)
  }
}

function listAgain(touched: Touched, meetingId: string): void {
  touched.lists.add(meetingId)
  touched.counts.add(meetingId)
  touched.holders.add(meetingId)
}

function leave(touched: Touched, meetingId: string, attendanceId: string): void {
  touched.left.set(meetingId, (touched.left.get(meetingId) ?? new Set()).add(attendanceId))
}
