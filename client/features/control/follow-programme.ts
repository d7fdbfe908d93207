// Automatic hand-over: decides what to hand to whom when the running segment's time is up, or why to wait.
import { expectSlots, type Programme, segmentAfter } from '#shared/domain/programme.ts'
import { decideHandStage, type Stage, type StageTarget } from '#shared/domain/stage.ts'
import type { MeetingView } from '#shared/protocol/views.ts'

export type FollowVerdict =
  | { readonly kind: 'hand'; readonly target: StageTarget }
  /** Wait until this time, epoch ms. */
  | { readonly kind: 'wait'; readonly at: number }
  /** It is time, but the next city cannot get the stage. */
  | { readonly kind: 'not-ready'; readonly meetingId: string; readonly at: number }
  /** A director took over: a slate, an empty stage, or a city outside of the programme. Resumes with the next segment handed over. */
  | { readonly kind: 'by-hand'; readonly why: 'held' | 'cut' | 'outside' | 'put-next' }
  | { readonly kind: 'over' }
  | { readonly kind: 'no-instant' }

type Run = {
  readonly programme: Programme
  readonly stage: Stage
  readonly meetings: readonly Pick<MeetingView, 'meetingId' | 'status' | 'link'>[]
  /** The start of the gathering or of the rehearsal, epoch ms. */
  readonly startsAt: number | null
}

/** Manual actions take precedence: follows only a running segment, or a start that nobody has made yet. */
export function decideFollow({ programme, stage, meetings, startsAt }: Run, now: number): FollowVerdict {
  if (startsAt === null) return { kind: 'no-instant' }
  if (stage.isHeld) return { kind: 'by-hand', why: 'held' }
  if (stage.segmentId === null && stage.meetingId !== null) return { kind: 'by-hand', why: 'outside' }
  const next = segmentAfter(programme, stage.reachedSegmentId)
  if (next === null) return { kind: 'over' }
  if (stage.segmentId === null && stage.reachedSegmentId !== null) return { kind: 'by-hand', why: 'cut' }
  if (stage.nextMeetingId !== null && stage.nextMeetingId !== next.meetingId) {
    return { kind: 'by-hand', why: 'put-next' }
  }
  const expected = expectSlots(programme, startsAt, stage, now)
  const at = expected.find(({ segment }) => segment.segmentId === next.segmentId)?.from ?? now
  if (now < at) return { kind: 'wait', at }
  const { meetingId, segmentId } = next
  const target = { meetingId, segmentId }
  if (meetingId === null) return { kind: 'hand', target }
  const city = meetings.find((meeting) => meeting.meetingId === meetingId) ?? null
  const may = city !== null && decideHandStage(stage, stage.fence, target, city).ok
  return may ? { kind: 'hand', target } : { kind: 'not-ready', meetingId, at }
}
