// When a city is on stage: its expected time in the programme, and how close that is.
import { expectSlots, type Programme, type Segment, segmentAfter } from '#shared/domain/programme.ts'
import type { Stage } from '#shared/domain/stage.ts'

export type Turn =
  /** On stage. `until`: the end of its segment, epoch ms; null if it has no segment and so no end. */
  | {
      readonly kind: 'on-air'
      readonly since: number
      readonly until: number | null
      readonly segment: Segment | null
      readonly isHeld: boolean
    }
  /** Scheduled for `from` (epoch ms), which is in the future. Next: no other city comes before. */
  | { readonly kind: 'far' | 'soon' | 'next' | 'stand-by'; readonly from: number; readonly segment: Segment }
  /** No date is set. */
  | { readonly kind: 'untimed'; readonly segment: Segment }
  /** No time is known: its time has passed without a hand-over, or the director set it as next. `segment` null: not in the programme. */
  | { readonly kind: 'any-moment'; readonly segment: Segment | null; readonly isByHand: boolean }
  | { readonly kind: 'done' }
  /** The programme has no segment for it. */
  | { readonly kind: 'none' }

export type TurnKind = Turn['kind']

export const soonMs = 10 * 60_000
export const standByMs = 60_000

/** `startsAt` null: no date is set. */
export function ownTurn(
  meetingId: string,
  programme: Programme,
  startsAt: number | null,
  stage: Stage,
  now: number,
): Turn {
  if (stage.meetingId === meetingId) return onAir(programme, stage, now)
  if (stage.nextMeetingId === meetingId) {
    const planned = segmentAfter(programme, stage.reachedSegmentId)
    return { kind: 'any-moment', segment: planned?.meetingId === meetingId ? planned : null, isByHand: true }
  }
  const own = programme.some((segment) => segment.meetingId === meetingId)
  if (!own) return { kind: 'none' }
  const expected = expectSlots(programme, startsAt ?? now, stage, now)
  const coming = expected.find(
    ({ segment, state }) => segment.meetingId === meetingId && (state === 'next' || state === 'later'),
  )
  if (coming === undefined) return { kind: 'done' }
  const { segment, from, state } = coming
  if (startsAt === null) return { kind: 'untimed', segment }
  const leftMs = from - now
  if (leftMs <= 0) return { kind: 'any-moment', segment, isByHand: false }
  if (leftMs <= standByMs) return { kind: 'stand-by', from, segment }
  if (state === 'next' && leftMs <= 6 * soonMs) return { kind: 'next', from, segment }
  return { kind: leftMs <= soonMs ? 'soon' : 'far', from, segment }
}

function onAir(programme: Programme, stage: Stage, now: number): Turn {
  const segment = programme.find(({ segmentId }) => segmentId === stage.segmentId) ?? null
  const since = stage.since ?? now
  const until = segment === null ? null : since + segment.lengthMs
  return { kind: 'on-air', since, until, segment, isHeld: stage.isHeld }
}

/** Whole seconds for a countdown, rounded up so that the last second reads 1; negative afterwards. */
export function secondsUntil(at: number, now: number): number {
  // A timer may fire a fraction of a ms early; that must not show the previous second.
  return Math.ceil((at - now - 1) / 1000)
}
