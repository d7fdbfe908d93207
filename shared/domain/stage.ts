// Which city is on air now. One holder at any moment, and the number of the hand-over tells who was too late.
import type { Link } from './stream.ts'
import { allow, refuse, type Verdict } from './verdict.ts'

export type Stage = {
  /** The meeting that holds the stage; null while nobody does. */
  readonly meetingId: string | null
  /** Grows by one with each act on the stage. Whoever acts says which one they saw (a fencing number). */
  readonly fence: number
  /** Since when this city has this segment, epoch ms. */
  readonly since: number | null
  /** The segment of the programme that is running; null outside the programme. */
  readonly segmentId: string | null
  /** How far the programme has come: the segment that runs, or the last one that did. The next one follows it. */
  readonly reachedSegmentId: string | null
  /** The holder stays, and everybody sees a slate instead of its picture. */
  readonly isHeld: boolean
  /** The city that was put next by hand, before whatever the programme has: every screen holds its picture ready. Null: the programme says. */
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

/** Where the stage goes: a city with or without a segment, a segment without a city (a slate with its title), or nobody. */
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

/** Its link may still be off: whoever is put next is called to make it ready. The fence stays, for nothing on the stage has changed. */
export function decidePutNext(
  stage: Stage,
  to: { readonly meetingId: string; readonly status: string } | null,
): Verdict<'meeting-not-open' | 'already-on-stage'> {
  if (to === null) return allow()
  if (to.status !== 'approved') return refuse('meeting-not-open')
  return to.meetingId === stage.meetingId ? refuse('already-on-stage') : allow()
}

/** A slate before the holder's picture, and away again; asked for twice it stays as it is. */
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

/** A segment that left the programme: whoever has the stage keeps it outside the programme, which stands where it stood before it. */
export function applySegmentRemoved(stage: Stage, segmentId: string, beforeSegmentId: string | null): Stage {
  return {
    ...stage,
    segmentId: stage.segmentId === segmentId ? null : stage.segmentId,
    reachedSegmentId: stage.reachedSegmentId === segmentId ? beforeSegmentId : stage.reachedSegmentId,
  }
}
