// The rundown of the link-up: segments in order, each assigned to a city, with planned and expected times.
import type { Stage } from './stage.ts'
import { allow, refuse, type Verdict } from './verdict.ts'

export const segmentKinds = ['opening', 'report', 'speech', 'motion', 'music', 'silence'] as const
export type SegmentKind = (typeof segmentKinds)[number]

/** What an overlong segment does to the following ones: `push` delays all of them, `absorb` shortens the next one. */
export const overruns = ['push', 'absorb'] as const
export type Overrun = (typeof overruns)[number]

export type Segment = {
  readonly segmentId: string
  /** The city that presents it; null for the organizers themselves, who show a slate. */
  readonly meetingId: string | null
  readonly kind: SegmentKind
  /** The language it is held in; a language tag. */
  readonly language: string
  readonly title: string
  readonly lengthMs: number
  /** Starts this long after the gathering's start, ms, whatever comes before; null: starts when the previous segment ends. */
  readonly pinnedMs: number | null
  readonly overrun: Overrun
}

export type Programme = readonly Segment[]

export const maxSegments = 200

/** Puts a segment after another one (null: first), wherever it was before. */
export function placeSegment(
  programme: Programme,
  segment: Segment,
  afterSegmentId: string | null,
): Verdict<'segment-not-found' | 'too-many-segments', { readonly programme: Programme }> {
  const others = programme.filter(({ segmentId }) => segmentId !== segment.segmentId)
  if (others.length >= maxSegments) return refuse('too-many-segments')
  const before = others.findIndex(({ segmentId }) => segmentId === afterSegmentId)
  if (afterSegmentId !== null && before === -1) return refuse('segment-not-found')
  return allow({ programme: [...others.slice(0, before + 1), segment, ...others.slice(before + 1)] })
}

/** A segment's planned time, in ms after the gathering's start. */
export type Slot<Shown extends Segment = Segment> = {
  readonly segment: Shown
  readonly fromMs: number
  readonly toMs: number
  /** Length of the gap before it, ms; negative: it overlaps the previous segment. */
  readonly gapMs: number
}

export function planSlots<Shown extends Segment>(programme: readonly Shown[]): readonly Slot<Shown>[] {
  let endMs = 0
  return programme.map((segment) => {
    const fromMs = segment.pinnedMs ?? endMs
    const gapMs = fromMs - endMs
    endMs = fromMs + segment.lengthMs
    return { segment, fromMs, toMs: endMs, gapMs }
  })
}

export type ProgrammeTrouble =
  | { readonly kind: 'gap' | 'overlap'; readonly segmentId: string; readonly ms: number }
  /** Ends after the gathering's end. */
  | { readonly kind: 'too-long'; readonly segmentId: string; readonly ms: number }
  | { readonly kind: 'city-not-open' | 'no-stream'; readonly segmentId: string }

/** Problems that an organizer should check before the gathering starts. `cities` are those that may hold the stage. */
export function programmeTroubles(
  programme: Programme,
  lengthMs: number,
  cities: ReadonlyMap<string, { readonly isOpen: boolean; readonly hasStream: boolean }>,
): readonly ProgrammeTrouble[] {
  return planSlots(programme).flatMap(({ segment, gapMs, toMs }): ProgrammeTrouble[] => {
    const { segmentId, meetingId } = segment
    const city = meetingId === null ? undefined : cities.get(meetingId)
    return [
      ...(gapMs > 0 ? [{ kind: 'gap' as const, segmentId, ms: gapMs }] : []),
      ...(gapMs < 0 ? [{ kind: 'overlap' as const, segmentId, ms: -gapMs }] : []),
      ...(toMs > lengthMs ? [{ kind: 'too-long' as const, segmentId, ms: toMs - lengthMs }] : []),
      ...(meetingId !== null && city?.isOpen !== true ? [{ kind: 'city-not-open' as const, segmentId }] : []),
      ...(city?.isOpen === true && !city.hasStream ? [{ kind: 'no-stream' as const, segmentId }] : []),
    ]
  })
}

export type SegmentState = 'done' | 'now' | 'next' | 'later'

/** A segment's expected time given the current state, epoch ms. */
export type Expected<Shown extends Segment = Segment> = {
  readonly segment: Shown
  readonly from: number
  readonly to: number
  readonly state: SegmentState
  /** Delay against the plan, ms; negative: early. */
  readonly lateMs: number
}

/**
 * Follows the stage: segments before the running one are done, the running one lasts at least until now, and later ones follow by its
 * overrun rule. If none is running, the segments after the last reached one start as planned, or now if that time has passed.
 */
export function expectSlots<Shown extends Segment>(
  programme: readonly Shown[],
  startsAt: number,
  stage: Pick<Stage, 'segmentId' | 'reachedSegmentId' | 'since'>,
  now: number,
): readonly Expected<Shown>[] {
  const slots = planSlots(programme)
  const indexOf = (segmentId: string | null) =>
    slots.findIndex(({ segment }) => segment.segmentId === segmentId)
  const running = indexOf(stage.segmentId)
  const reached = running === -1 ? indexOf(stage.reachedSegmentId) : running
  let end = Number.NEGATIVE_INFINITY
  /** The time that the previous segment took from the next one, ms. */
  let taken = 0
  return slots.map(({ segment, fromMs, toMs }, index): Expected<Shown> => {
    const planned = { from: startsAt + fromMs, to: startsAt + toMs }
    const isNow = index === running
    if (index <= reached && !isNow) return { segment, ...planned, state: 'done', lateMs: 0 }
    // A segment that has not started cannot be in the past.
    const from = isNow ? (stage.since ?? planned.from) : Math.max(planned.from, end, now)
    const length = Math.max(0, segment.lengthMs - taken)
    const dueTo = from + length
    const to = isNow ? Math.max(dueTo, now) : dueTo
    taken = segment.overrun === 'absorb' ? Math.max(0, to - planned.to) : 0
    end = to
    const state = isNow ? 'now' : index === reached + 1 ? 'next' : 'later'
    return { segment, from, to, state, lateMs: from - planned.from }
  })
}

/** The segment after the last reached one (`Stage.reachedSegmentId`); the first one before the programme starts, null at its end. */
export function segmentAfter<Shown extends Segment>(
  programme: readonly Shown[],
  reachedSegmentId: string | null,
): Shown | null {
  const index = programme.findIndex((segment) => segment.segmentId === reachedSegmentId)
  return programme[index + 1] ?? null
}

/**
 * The start (epoch ms) at which the gathering would be on time for the segment being rehearsed: a rehearsal can begin anywhere in the
 * programme, days before. Before any segment runs, the rehearsal's own start.
 */
export function rehearsedStart(
  programme: Programme,
  stage: Pick<Stage, 'segmentId' | 'since'>,
  startedAt: number,
): number {
  const running = planSlots(programme).find(({ segment }) => segment.segmentId === stage.segmentId)
  if (running === undefined || stage.since === null) return startedAt
  return stage.since - running.fromMs
}
