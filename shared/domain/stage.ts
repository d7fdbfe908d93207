// Which city is on air now. There is one holder at a time, and each hand-over's number detects requests that came too late.
import type { Link } from './stream.ts'
import { allow, refuse, type Verdict } from './verdict.ts'

export type Stage = {
  /** The meeting that holds the stage; null if the stage is empty. */
  readonly meetingId: string | null
  /** A fencing number that grows by one with each action on the stage. Each request names the number it has seen. */
  readonly fence: number
  /** When this city started this segment, epoch ms. */
  readonly since: number | null
  /** The running segment of the programme; null outside the programme. */
  readonly segmentId: string | null
  /** The running segment, or the last one that ran. The next segment follows it. */
  readonly reachedSegmentId: string | null
  /** The holder stays, but viewers see a slate instead of its picture. */
  readonly isHeld: boolean
  /** The city set as next manually, which overrides the programme. Every screen preloads its picture. Null: follow the programme. */
  readonly nextMeetingId: string | null
}

export const emptyStage: Stage = {
  meetingId: null,
  fence: 0,
  since: null,
  segmentId: null,
  reachedSegmentId: null,
  isHeld: false,
  nextMeetingId: null,
}

/** The target of a hand-over: a city with or without a segment, a segment without a city (a slate with its title), or nobody. */
export type StageTarget = { readonly meetingId: string | null; readonly segmentId: string | null }

export type StageRefusal =
  | 'stage-moved-meanwhile'
  | 'meeting-not-open'
  | 'link-not-ready'
  | 'already-on-stage'
  | 'stage-empty'

export function decideHandStage(
  stage: Stage,
  seenFence: number,
  target: StageTarget,
  to: { readonly status: string; readonly link: Link } | null,
): Verdict<StageRefusal> {
  if (seenFence !== stage.fence) return refuse('stage-moved-meanwhile')
  const isSame = target.meetingId === stage.meetingId && target.segmentId === stage.segmentId
  if (isSame && !stage.isHeld) return refuse('already-on-stage')
  if (to === null) return allow()
  if (to.status !== 'approved') return refuse('meeting-not-open')
  if (to.link.status !== 'ready' && to.link.status !== 'on-air') return refuse('link-not-ready')
  return allow()
}

export function applyStageHanded(stage: Stage, { meetingId, segmentId }: StageTarget, at: number): Stage {
  const since = meetingId === null && segmentId === null ? null : at
  const reachedSegmentId = segmentId ?? stage.reachedSegmentId
  const nextMeetingId = stage.nextMeetingId === meetingId ? null : stage.nextMeetingId
  return {
    meetingId,
    segmentId,
    reachedSegmentId,
    fence: stage.fence + 1,
    since,
    isHeld: false,
    nextMeetingId,
  }
}

/** The city's stream may still be off: it is called to get ready. Keeps the fence, because the stage itself does not change. */
export function decidePutNext(
  stage: Stage,
  to: { readonly meetingId: string; readonly status: string } | null,
): Verdict<'meeting-not-open' | 'already-on-stage'> {
  if (to === null) return allow()
  if (to.status !== 'approved') return refuse('meeting-not-open')
  return to.meetingId === stage.meetingId ? refuse('already-on-stage') : allow()
}

/** Shows or removes a slate over the holder's picture. Idempotent. */
export function decideHoldStage(
  stage: Stage,
  seenFence: number,
): Verdict<'stage-moved-meanwhile' | 'stage-empty'> {
  if (seenFence !== stage.fence) return refuse('stage-moved-meanwhile')
  return stage.meetingId === null ? refuse('stage-empty') : allow()
}

export function applyStageHeld(stage: Stage, isHeld: boolean): Stage {
  return { ...stage, isHeld, fence: stage.fence + 1 }
}

/** Removes a deleted segment. The holder keeps the stage outside the programme, whose position moves back to the segment before it. */
export function applySegmentRemoved(stage: Stage, segmentId: string, beforeSegmentId: string | null): Stage {
  return {
    ...stage,
    segmentId: stage.segmentId === segmentId ? null : stage.segmentId,
    reachedSegmentId: stage.reachedSegmentId === segmentId ? beforeSegmentId : stage.reachedSegmentId,
  }
}
