// What is being directed now: the live gathering, or the rehearsal while one runs.
import { type Programme, segmentAfter } from '#shared/domain/programme.ts'
import type { StageTarget } from '#shared/domain/stage.ts'
import type { RollCallView, Snapshot, StageView } from '#shared/protocol/views.ts'

export type Run = {
  readonly isRehearsal: boolean
  readonly stage: StageView
  readonly rollCall: RollCallView | null
  /** The start from which the programme's times count, epoch ms; null while no date is set. */
  readonly startsAt: number | null
}

export function runOf({ gathering, stage, rollCall, control }: Snapshot): Run {
  const rehearsal = control?.rehearsal ?? null
  if (rehearsal === null) return { isRehearsal: false, stage, rollCall, startsAt: gathering.startsAt }
  return {
    isRehearsal: true,
    stage: rehearsal.stage,
    rollCall: rehearsal.rollCall,
    startsAt: rehearsal.startedAt,
  }
}

/** What comes next: the city that was set as next manually, otherwise the programme's; null if there is none. */
export function nextTarget(programme: Programme, stage: StageView): StageTarget | null {
  const { nextMeetingId } = stage
  return nextMeetingId === null
    ? nextOfProgramme(programme, stage)
    : targetOf(programme, stage, nextMeetingId)
}

function nextOfProgramme(programme: Programme, stage: StageView): StageTarget | null {
  const segment = segmentAfter(programme, stage.reachedSegmentId)
  return segment === null ? null : { meetingId: segment.meetingId, segmentId: segment.segmentId }
}

export function isSameTarget(a: StageTarget, b: StageTarget): boolean {
  return a.meetingId === b.meetingId && a.segmentId === b.segmentId
}

/** What handing over to a city means: its segment, if that is next or already running; otherwise the city outside of the programme. */
export function targetOf(programme: Programme, stage: StageView, meetingId: string): StageTarget {
  const next = nextOfProgramme(programme, stage)
  if (next?.meetingId === meetingId) return next
  return { meetingId, segmentId: stage.meetingId === meetingId ? stage.segmentId : null }
}
