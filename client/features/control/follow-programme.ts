// Following the programme: when the running segment's time is over, what is handed over to whom, or why it has to wait.
import { expectSlots, type Programme, segmentAfter } from '#shared/domain/programme.ts'
import { decideHandStage, type Stage, type StageTarget } from '#shared/domain/stage.ts'
import type { MeetingView } from '#shared/protocol/views.ts'

export type FollowVerdict =
  | { readonly kind: 'hand'; readonly target: StageTarget }
  /** Until this time, epoch ms. */
  | { readonly kind: 'wait'; readonly at: number }
  /** It is time, and the city that comes next cannot have the stage. */
  | { readonly kind: 'not-ready'; readonly meetingId: string; readonly at: number }
  /** Somebody took it by hand: a slate, an empty stage, a city outside of the programme. It goes on from the next segment that is handed. */
  | { readonly kind: 'by-hand'; readonly why: 'held' | 'cut' | 'outside' | 'put-next' }
  | { readonly kind: 'over' }
  | { readonly kind: 'no-instant' }

type Run = {
  readonly programme: Programme
  readonly stage: Stage
  readonly meetings: readonly Pick<MeetingView, 'meetingId' | 'status' | 'link'>[]
  /** The beginning of the hour, or of the rehearsal, epoch ms. */
  readonly startsAt: number | null
}

/** Whatever a director does by hand comes first: only a segment that runs, or a beginning that nobody has made yet, is followed. */
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
