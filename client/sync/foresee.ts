// What a command will most likely change, shown before the server has answered; taken back by itself if it refuses.
import { placeSegment } from '#shared/domain/programme.ts'
import { applyStageHanded } from '#shared/domain/stage.ts'
import type { Command } from '#shared/protocol/commands.ts'
import type { AttendanceView, CountsView, MeetingView, Snapshot, StageView } from '#shared/protocol/views.ts'

/** Confirmed state with the commands still on their way applied in order. The same object when none of them shows. */
export function foresee(confirmed: Snapshot, pending: readonly Command[], now: number): Snapshot {
  return pending
    .filter((command) => command.gatheringId === confirmed.gathering.gatheringId)
    .reduce((shown, command) => foreseeOne(shown, command, now), confirmed)
}

function foreseeOne(shown: Snapshot, command: Command, now: number): Snapshot {
  switch (command.name) {
    case 'editMeeting': {
      const { venue, address, ...edit } = command.payload.edit
      const named = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
      return withMeeting(shown, command.payload.meetingId, (view) => ({
        ...view,
        ...named,
        address: view.address && {
          venue: venue ?? view.address.venue,
          address: address ?? view.address.address,
        },
      }))
    }
    case 'setLink': {
      const { meetingId, status } = command.payload
      return withMeeting(shown, meetingId, (view) => ({ ...view, link: { status, since: now } }))
    }
    case 'handStage': {
      const { meetingId, segmentId, seenFence } = command.payload
      return withStage(shown, command.payload.isRehearsal, seenFence, (stage) => {
        const { fence } = stage
        return { ...applyStageHanded(stage, { meetingId, segmentId: segmentId ?? null }, now), fence }
      })
    }
    case 'holdStage': {
      const { isHeld, seenFence, isRehearsal } = command.payload
      return withStage(shown, isRehearsal, seenFence, (stage) => ({ ...stage, isHeld }))
    }
    case 'putNext': {
      const { meetingId, isRehearsal } = command.payload
      return withStage(shown, isRehearsal, null, (stage) => ({ ...stage, nextMeetingId: meetingId }))
    }
    case 'putSegment': {
      const { segment, afterSegmentId } = command.payload
      const placed = placeSegment(shown.programme, segment, afterSegmentId)
      if (!placed.ok) return shown
      const closed = new Set(shown.programme.filter((view) => view.isClosed).map((view) => view.segmentId))
      return {
        ...shown,
        programme: placed.programme.map((each) => ({ ...each, isClosed: closed.has(each.segmentId) })),
      }
    }
    case 'removeSegment': {
      const { segmentId } = command.payload
      return { ...shown, programme: shown.programme.filter((view) => view.segmentId !== segmentId) }
    }
    case 'tickArrival': {
      const { attendanceId, arrived } = command.payload
      const before = shown.attendances.find((view) => view.attendanceId === attendanceId)?.arrived ?? arrived
      return withArrivals(
        withAttendance(shown, attendanceId, (view) => ({ ...view, arrived })),
        arrived - before,
      )
    }
    case 'vouchForReply': {
      const { attendanceId, vouched } = command.payload
      return withAttendance(shown, attendanceId, (view) => ({ ...view, vouched }))
    }
    case 'countWalkIns': {
      const { meetingId, walkIns } = command.payload
      const before = shown.meetings.find((view) => view.meetingId === meetingId)?.crew?.walkIns ?? walkIns
      const counted = withCounts(shown, meetingId, (view) => ({
        ...view,
        arrived: view.arrived === null ? null : view.arrived + walkIns - before,
      }))
      return withMeeting(counted, meetingId, (view) => ({
        ...view,
        crew: view.crew && { ...view.crew, walkIns },
      }))
    }
    default:
      return shown
  }
}

/** The list of replies is that of the one meeting whose crew reads here. */
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

/** `seenFence` null: on whichever. The fence stays as the server told it: the next act must say the one that it will see. */
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
