// Optimistic updates: what a command will most likely change, shown before the server answers; undone when the server refuses.
import { placeSegment } from '#shared/domain/programme.ts'
import { applyStageHanded } from '#shared/domain/stage.ts'
import type { Command, CommandName, CommandPayload } from '#shared/protocol/commands.ts'
import type { AttendanceView, CountsView, MeetingView, Snapshot, StageView } from '#shared/protocol/views.ts'

/** The confirmed state with the pending commands applied in order. Returns the same object if none of them has a visible effect. */
export function foresee(confirmed: Snapshot, pending: readonly Command[], now: number): Snapshot {
  return pending
    .filter((command) => command.gatheringId === confirmed.gathering.gatheringId)
    .reduce((shown, command) => foreseeOne(shown, command, now), confirmed)
}

type Foresee<Name extends CommandName> = (
  shown: Snapshot,
  payload: CommandPayload<Name>,
  now: number,
) => Snapshot

/** Why a command has no optimistic update. */
export type NotForeseen =
  /** The result depends on what only the server has: free seats, waiting lists, secrets, terms, other people's actions. */
  | 'server-decides'
  /** `features/attendance/foresee-ticket.ts` updates the ticket of the reply. */
  | 'on-ticket'
  /** The form or button that sent it shows a saving or sending state until the answer. */
  | 'sender-shows'

/** For every command: its optimistic update, or why it has none. */
export const foreseeing: { readonly [Name in CommandName]: Foresee<Name> | NotForeseen } = {
  createGathering: 'sender-shows',
  editGathering: 'sender-shows',
  publishGathering: 'server-decides',
  unpublishGathering: 'server-decides',
  postponeGathering: 'sender-shows',
  cancelGathering: 'sender-shows',
  reinstateGathering: 'sender-shows',
  bringPurgeNearer: 'sender-shows',
  removeGathering: 'sender-shows',

  addMeeting: 'sender-shows',
  proposeMeeting: 'sender-shows',
  editMeeting: (shown, { meetingId, edit: { venue, address, ...edit } }) => {
    const named = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
    return withMeeting(shown, meetingId, (view) => ({
      ...view,
      ...named,
      address: view.address && {
        venue: venue ?? view.address.venue,
        address: address ?? view.address.address,
      },
    }))
  },
  approveMeeting: 'sender-shows',
  declineMeeting: 'sender-shows',
  declineProposals: 'server-decides',
  reproposeMeetings: 'server-decides',
  moveMeeting: 'server-decides',
  mergeMeeting: 'server-decides',
  unmergeMeeting: 'server-decides',
  withdrawMeeting: 'sender-shows',
  renewHostLink: 'sender-shows',
  renewInvitation: 'server-decides',
  renewArrivalCode: 'server-decides',
  eraseReplies: 'sender-shows',

  replyToMeeting: 'on-ticket',
  resizeReply: 'on-ticket',
  cancelReply: 'on-ticket',
  eraseReply: 'sender-shows',
  moveReply: 'server-decides',
  arrive: 'server-decides',
  tickArrival: (shown, { attendanceId, arrived }) => {
    const before = shown.attendances.find((view) => view.attendanceId === attendanceId)?.arrived ?? arrived
    return withArrivals(
      withAttendance(shown, attendanceId, (view) => ({ ...view, arrived })),
      arrived - before,
    )
  },
  vouchForReply: (shown, { attendanceId, vouched }) =>
    withAttendance(shown, attendanceId, (view) => ({ ...view, vouched })),
  decideReplies: 'server-decides',
  decideBurst: 'server-decides',
  takeBackDecision: 'server-decides',
  countWalkIns: (shown, { meetingId, walkIns }) => {
    const before = shown.meetings.find((view) => view.meetingId === meetingId)?.crew?.walkIns ?? walkIns
    const counted = withCounts(shown, meetingId, (view) => ({
      ...view,
      arrived: view.arrived === null ? null : view.arrived + walkIns - before,
    }))
    return withMeeting(counted, meetingId, (view) => ({
      ...view,
      crew: view.crew && { ...view.crew, walkIns },
    }))
  },

  addStream: 'server-decides',
  removeStream: 'sender-shows',
  setLink: (shown, { meetingId, status }, now) =>
    withMeeting(shown, meetingId, (view) => ({ ...view, link: { status, since: now } })),

  putSegment: (shown, { segment, afterSegmentId }) => {
    const placed = placeSegment(shown.programme, segment, afterSegmentId)
    if (!placed.ok) return shown
    const closed = new Set(shown.programme.filter((view) => view.isClosed).map((view) => view.segmentId))
    return {
      ...shown,
      programme: placed.programme.map((each) => ({ ...each, isClosed: closed.has(each.segmentId) })),
    }
  },
  removeSegment: (shown, { segmentId }) => ({
    ...shown,
    programme: shown.programme.filter((view) => view.segmentId !== segmentId),
  }),
  setRecording: 'server-decides',

  handStage: (shown, { meetingId, segmentId, seenFence, isRehearsal }, now) =>
    withStage(shown, isRehearsal, seenFence, (stage) => {
      const { fence } = stage
      return { ...applyStageHanded(stage, { meetingId, segmentId: segmentId ?? null }, now), fence }
    }),
  holdStage: (shown, { isHeld, seenFence, isRehearsal }) =>
    withStage(shown, isRehearsal, seenFence, (stage) => ({ ...stage, isHeld })),
  putNext: (shown, { meetingId, isRehearsal }) =>
    withStage(shown, isRehearsal, null, (stage) => ({ ...stage, nextMeetingId: meetingId })),
  callRoll: 'server-decides',
  endRoll: 'sender-shows',
  answerRoll: 'sender-shows',
  startRehearsal: 'server-decides',
  endRehearsal: 'server-decides',
  takeSeat: 'server-decides',
  askForSeat: 'server-decides',
  giveSeat: 'server-decides',
  leaveSeat: 'server-decides',

  sendCue: 'sender-shows',
  sendMessage: 'sender-shows',
  appointDirector: 'server-decides',
  dismissDirector: 'server-decides',
}

function foreseeOne<Name extends CommandName>(
  shown: Snapshot,
  command: Command<Name>,
  now: number,
): Snapshot {
  const rule: Foresee<Name> | NotForeseen = foreseeing[command.name as Name]
  // The device may have stored a command that this version no longer knows.
  return typeof rule === 'function' ? rule(shown, command.payload as CommandPayload<Name>, now) : shown
}

/** The crew on this page sees the replies of one meeting; only that meeting's count changes. */
function withArrivals(shown: Snapshot, more: number): Snapshot {
  const own = shown.meetings.find((view) => view.crew !== null)
  if (own === undefined || more === 0) return shown
  const counted = withCounts(shown, own.meetingId, (view) => ({
    ...view,
    arrived: view.arrived === null ? null : view.arrived + more,
  }))
  return withMeeting(counted, own.meetingId, (view) => ({
    ...view,
    crew: view.crew && { ...view.crew, checkedIn: view.crew.checkedIn + more },
  }))
}

/** `seenFence` null: any. Keeps the server's fence: the next command must name the fence that the server will then have. */
function withStage(
  shown: Snapshot,
  isRehearsal: boolean,
  seenFence: number | null,
  change: (stage: StageView) => StageView,
): Snapshot {
  const { control } = shown
  if (!isRehearsal) {
    return seenFence === null || seenFence === shown.stage.fence
      ? { ...shown, stage: change(shown.stage) }
      : shown
  }
  if (control?.rehearsal == null) return shown
  if (seenFence !== null && control.rehearsal.stage.fence !== seenFence) return shown
  const rehearsal = { ...control.rehearsal, stage: change(control.rehearsal.stage) }
  return { ...shown, control: { ...control, rehearsal } }
}

function withMeeting(
  shown: Snapshot,
  meetingId: string,
  change: (view: MeetingView) => MeetingView,
): Snapshot {
  return {
    ...shown,
    meetings: shown.meetings.map((view) => (view.meetingId === meetingId ? change(view) : view)),
  }
}

function withCounts(shown: Snapshot, meetingId: string, change: (view: CountsView) => CountsView): Snapshot {
  return {
    ...shown,
    counts: shown.counts.map((view) => (view.meetingId === meetingId ? change(view) : view)),
  }
}

function withAttendance(
  shown: Snapshot,
  attendanceId: string,
  change: (view: AttendanceView) => AttendanceView,
): Snapshot {
  return {
    ...shown,
    attendances: shown.attendances.map((view) => (view.attendanceId === attendanceId ? change(view) : view)),
  }
}
