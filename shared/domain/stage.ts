// Which city is on air now. One holder at any moment, and the number of the hand-over tells who was too late.
import type { Link } from './stream.ts'
import { allow, refuse, type Verdict } from './verdict.ts'

export type Stage = {
  /** The meeting that holds the stage; null while nobody does. */
  readonly meetingId: string | null
  /** Grows by one with each hand-over. Whoever hands over says which one they saw (a fencing number). */
  readonly fence: number
  readonly since: number | null
}

export const emptyStage: Stage = { meetingId: null, fence: 0, since: null }

export type StageRefusal =
  | 'stage-moved-meanwhile'
  | 'meeting-not-open'
  | 'link-not-ready'
  | 'already-on-stage'

export function decideHandStage(
  stage: Stage,
  seenFence: number,
  to: { readonly meetingId: string; readonly status: string; readonly link: Link } | null,
): Verdict<StageRefusal> {
  if (seenFence !== stage.fence) return refuse('stage-moved-meanwhile')
  if ((to?.meetingId ?? null) === stage.meetingId) return refuse('already-on-stage')
  if (to === null) return allow()
  if (to.status !== 'approved') return refuse('meeting-not-open')
  if (to.link.status !== 'ready' && to.link.status !== 'on-air') return refuse('link-not-ready')
  return allow()
}

export function applyStageHanded(stage: Stage, meetingId: string | null, at: number): Stage {
  return { meetingId, fence: stage.fence + 1, since: meetingId === null ? null : at }
}
