// One row for each type of change: what it touches, and its other effects. The compiler requires a row for every new type.
import type { Change, ChangeOf, ChangeType } from './changes.ts'
import type { Touched } from './touched.ts'

/** Which calendar revision a change raises. */
export type Revises =
  /** The gathering's revision. */
  | 'gathering'
  /** The revision of each meeting that the change names. */
  | 'meetings'
  /** The meeting's revision if strangers see a difference; otherwise the revision of the replies whose holders do. */
  | 'meetings-if-read'
  /** The programme's revision if strangers see a difference. */
  | 'programme-if-read'
  | 'nothing'

type Traits = {
  /** For strangers, it changes only numbers of people. */
  readonly isNumbersOnly: boolean
  /** A meeting's start may change, so its current zone rules are recorded. */
  readonly isPlanning: boolean
  readonly revises: Revises
  /**
   * The entry in the plan's history: the gathering changed; a meeting opened to strangers; or the same only if the change says `isOpened`.
   * `change-rows.ts` finds these rows by their first word.
   */
  readonly history: 'gathering' | 'opened' | 'opened-if-said' | null
  /** Changed replies of the named meetings without reading each one. */
  readonly isOfLists: boolean
}

type Row<Type extends ChangeType> = Traits & {
  /** Adds the parts to read again, project and send, for live publishing and for catching up. */
  readonly touch: (touched: Touched, change: ChangeOf<Type>) => void
}

const plain: Traits = {
  isNumbersOnly: false,
  isPlanning: false,
  revises: 'nothing',
  history: null,
  isOfLists: false,
}
const ofPlan: Traits = { ...plain, revises: 'gathering', history: 'gathering' }
const ofCity: Traits = { ...plain, revises: 'meetings' }
const ofNumbers: Traits = { ...plain, isNumbersOnly: true }
const ofLists: Traits = { ...ofNumbers, isOfLists: true }

export const changeTable: { readonly [Type in ChangeType]: Row<Type> } = {
  gatheringCreated: { ...plain, history: 'gathering', touch: touchGathering },
  gatheringEdited: {
    ...ofPlan,
    isPlanning: true,
    touch: (touched, { isOtherStanding }) => {
      touchGathering(touched)
      if (isOtherStanding === true) touched.everyHolder = true
    },
  },
  gatheringPublished: {
    ...ofPlan,
    touch: (touched) => {
      touchGathering(touched)
      touched.everyHolder = true
    },
  },
  gatheringUnpublished: { ...plain, history: 'gathering', touch: touchGathering },
  gatheringRemoved: {
    ...plain,
    history: 'gathering',
    touch: (touched) => {
      touched.removed = true
    },
  },

  stageHanded: { ...plain, touch: touchStage },
  stageHeld: { ...plain, touch: touchStage },
  nextPut: {
    ...plain,
    touch: (touched, change) => {
      for (const meetingId of meetingsIn(change)) touched.next.add(meetingId)
    },
  },
  programmeChanged: {
    ...plain,
    revises: 'programme-if-read',
    touch: (touched, { isRemoval }) => {
      touched.programme = true
      if (isRemoval !== true) return
      touched.stage = true
      touched.control = true
    },
  },
  recordingSet: { ...plain, touch: (touched, { meetingId }) => touched.recorded.add(meetingId ?? '') },
  rollCallChanged: {
    ...plain,
    touch: (touched, { meetingId }) => {
      if (meetingId === undefined) touched.rollCall = true
      else touched.answered.add(meetingId)
    },
  },
  controlChanged: {
    ...plain,
    touch: (touched) => {
      touched.control = true
    },
  },
  crewSaid: { ...plain, touch: (touched, { messageId }) => touched.messages.add(messageId) },
  directorDismissed: {
    ...plain,
    touch: (touched) => {
      touched.control = true
      touched.revoked = true
    },
  },

  meetingAdded: { ...plain, isPlanning: true, history: 'opened', touch: touchStanding },
  meetingProposed: { ...ofCity, touch: touchStanding },
  meetingEdited: {
    ...plain,
    isPlanning: true,
    revises: 'meetings-if-read',
    history: 'opened-if-said',
    touch: touchMeeting,
  },
  meetingApproved: { ...ofCity, isPlanning: true, history: 'opened', touch: touchStanding },
  meetingDeclined: { ...ofCity, touch: touchStanding },
  meetingWithdrawn: {
    ...ofCity,
    touch: (touched, change) => {
      const closed = change.wasPublic ? touched.closed : touched.closedToGuests
      closed.add(change.meetingId)
      touchStanding(touched, change)
    },
  },
  meetingHidden: {
    ...plain,
    revises: 'meetings-if-read',
    touch: (touched, change) => {
      touched.closed.add(change.meetingId)
      touchMeeting(touched, change)
    },
  },
  hostLinkRenewed: {
    ...plain,
    touch: (touched) => {
      touched.revoked = true
    },
  },
  invitationRenewed: {
    ...plain,
    touch: (touched, { meetingId }) => {
      touched.revoked = true
      touched.crewPages.add(meetingId)
    },
  },
  arrivalCodeRenewed: { ...plain, touch: (touched, { meetingId }) => touched.crewPages.add(meetingId) },
  streamsChanged: { ...plain, revises: 'meetings-if-read', touch: touchPicture },
  linkChanged: { ...plain, revises: 'meetings-if-read', touch: touchPicture },

  replyPlaced: {
    ...ofNumbers,
    touch: (touched, change) => {
      const { fromMeetingId, attendanceId } = change
      if (fromMeetingId !== undefined) leave(touched, fromMeetingId, attendanceId)
      touchReply(touched, change)
    },
  },
  replyResized: { ...ofNumbers, touch: touchSeats },
  replyCancelled: { ...ofNumbers, touch: touchSeats },
  replyMoved: {
    ...ofNumbers,
    touch: (touched, change) => {
      leave(touched, change.fromMeetingId, change.attendanceId)
      touched.counts.add(change.fromMeetingId)
      touched.holders.add(change.fromMeetingId)
      touchReply(touched, change)
    },
  },
  repliesMerged: { ...ofLists, revises: 'meetings-if-read', touch: touchLists },
  repliesErased: { ...ofLists, touch: touchLists },
  repliesReturned: { ...ofLists, revises: 'meetings-if-read', touch: touchLists },
  waitingMovedUp: { ...ofNumbers, touch: touchSeats },
  manyMovedUp: { ...ofLists, touch: touchLists },
  replyDecided: { ...ofLists, touch: touchSeats },
  manyDecided: { ...ofLists, touch: touchLists },
  arrivalCounted: {
    ...ofNumbers,
    touch: (touched, change) => {
      touchReply(touched, change)
      touched.crewPages.add(change.meetingId)
    },
  },
  replyVouched: { ...ofNumbers, touch: touchReply },
  walkInsCounted: {
    ...ofNumbers,
    touch: (touched, { meetingId }) => {
      touched.counts.add(meetingId)
      touched.crewPages.add(meetingId)
    },
  },
  bandsTold: { ...ofNumbers, touch: (touched, { meetingId }) => touched.counts.add(meetingId) },
  watchingTold: {
    ...plain,
    touch: (touched) => {
      touched.gathering = true
    },
  },
}

/** Adds the parts that one change touched. Throws for a change type of a newer version. */
export function touch<Type extends ChangeType>(touched: Touched, change: ChangeOf<Type>): void {
  const row: Row<Type> = changeTable[change.type as Type]
  row.touch(touched, change)
}

/** The meetings that a change names, as source or target. */
export function meetingsIn(change: Change): readonly string[] {
  return [
    'meetingId' in change ? change.meetingId : null,
    'fromMeetingId' in change ? change.fromMeetingId : null,
  ].filter((meetingId) => typeof meetingId === 'string')
}

type OfMeeting = { readonly meetingId: string }
type OfReply = OfMeeting & { readonly attendanceId: string }

function touchGathering(touched: Touched): void {
  touched.gathering = true
  // The purge date depends on the plan.
  touched.control = true
}

function touchStage(touched: Touched): void {
  touched.stage = true
}

function touchMeeting(touched: Touched, { meetingId }: OfMeeting): void {
  touched.meetings.add(meetingId)
  touched.counts.add(meetingId)
  touched.holders.add(meetingId)
}

function touchStanding(touched: Touched, change: OfMeeting): void {
  touched.standings.add(change.meetingId)
  touchMeeting(touched, change)
}

function touchPicture(touched: Touched, { meetingId }: OfMeeting): void {
  touched.meetings.add(meetingId)
  touched.holders.add(meetingId)
}

function touchReply(touched: Touched, { meetingId, attendanceId }: OfReply): void {
  touched.attendances.add(attendanceId)
  touched.counts.add(meetingId)
}

function touchSeats(touched: Touched, change: OfReply): void {
  touched.holders.add(change.meetingId)
  touchReply(touched, change)
}

function touchLists(touched: Touched, change: Change): void {
  for (const meetingId of meetingsIn(change)) {
    touched.lists.add(meetingId)
    touched.counts.add(meetingId)
    touched.holders.add(meetingId)
  }
}

function leave(touched: Touched, meetingId: string, attendanceId: string): void {
  touched.left.set(meetingId, (touched.left.get(meetingId) ?? new Set()).add(attendanceId))
}
