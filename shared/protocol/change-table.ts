// One row for each change: what it touches, and what else follows from its kind. The compiler asks for the row of a new change.
import type { Change, ChangeOf, ChangeType } from './changes.ts'
import type { Touched } from './touched.ts'

/** What stands in people's calendars because of a change. */
export type Revises =
  /** The gathering's revision rises. */
  | 'gathering'
  /** The revision of each meeting that the change names rises. */
  | 'meetings'
  /** It rises where strangers read something else of the meeting; otherwise that of the replies whose holders do. */
  | 'meetings-if-read'
  /** The programme's revision rises where strangers read something else of it. */
  | 'programme-if-read'
  | 'nothing'

type Traits = {
  /** Strangers read other numbers of people because of it, and nothing else. */
  readonly isNumbersOnly: boolean
  /** A meeting may begin at another moment: the zone rules that apply to it are noted. */
  readonly isPlanning: boolean
  readonly revises: Revises
  /** What the plan's history notes: the gathering changed, a meeting opened to strangers, or it did so if the change says `isOpened`. `change-rows.ts` finds these by their first word. */
  readonly history: 'gathering' | 'opened' | 'opened-if-said' | null
  /** Replies of the meetings that it names changed without being read one by one. */
  readonly isOfLists: boolean
}

type Row<Type extends ChangeType> = Traits & {
  /** Adds what has to be read again, projected and told, for live publishing and for catching up. */
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
  repliesMerged: { ...ofLists, revises: 'meetings', touch: touchLists },
  repliesErased: { ...ofLists, touch: touchLists },
  repliesReturned: { ...ofLists, revises: 'meetings', touch: touchLists },
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

/** Adds what one change touched. Throws for a change that only a newer version knows. */
export function touch<Type extends ChangeType>(touched: Touched, change: ChangeOf<Type>): void {
  const row: Row<Type> = changeTable[change.type as Type]
  row.touch(touched, change)
}

/** The meetings that a change names, in either role. */
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
  // The purge date follows from the plan.
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
