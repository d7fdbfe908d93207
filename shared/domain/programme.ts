// The rundown of the shared hour: segments in order, each given to a city, and the times at which they are due.
import type { Stage } from './stage.ts'
import { allow, refuse, type Verdict } from './verdict.ts'

export const segmentKinds = ['opening', 'report', 'speech', 'motion', 'music', 'silence'] as const
export type SegmentKind = (typeof segmentKinds)[number]

/** What happens to those that follow when this one runs long: all move back, or the next one loses that time. */
export const overruns = ['push', 'absorb'] as const
export type Overrun = (typeof overruns)[number]

export type Segment = {
  readonly segmentId: string
  /** The city that has it; null for the organizers themselves, who show a slate. */
  readonly meetingId: string | null
  readonly kind: SegmentKind
  /** In which it is held; a language tag. */
  readonly language: string
  readonly title: string
  readonly lengthMs: number
  /** Begins at this time after the gathering's beginning, ms, whatever comes before; null: when the one before ends. */
  readonly pinnedMs: number | null
  readonly overrun: Overrun
}

export type Programme = readonly Segment[]

export const maxSegments = 200

/** Puts a segment behind another one (null: first of all), wherever it stood before. */
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

/** When a segment is due, in ms after the gathering's beginning. */
export type Slot<Shown extends Segment = Segment> = {
  readonly segment: Shown
  readonly fromMs: number
  readonly toMs: number
  /** Nothing is planned for so long before it; negative: it begins before the one before it has ended. */
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
  /** It ends after the gathering does. */
  | { readonly kind: 'too-long'; readonly segmentId: string; readonly ms: number }
  | { readonly kind: 'city-not-open' | 'no-stream'; readonly segmentId: string }

/** What an organizer should look at before the hour comes. `cities` are those that may hold the stage. */
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

/** When a segment is to be expected as things stand, epoch ms. */
export type Expected<Shown extends Segment = Segment> = {
  readonly segment: Shown
  readonly from: number
  readonly to: number
  readonly state: SegmentState
  /** Later than planned by so much, ms; negative: earlier. */
  readonly lateMs: number
}

/**
 * Follows the stage: what stands before the running segment is done, the running one lasts at least until now, and those behind it follow
 * by its rule. While none runs, those behind the one that was reached last begin as planned, or now when that time has passed.
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
  /** What the one before took from the next one's time, ms. */
  let taken = 0
  return slots.map(({ segment, fromMs, toMs }, index): Expected<Shown> => {
    const planned = { from: startsAt + fromMs, to: startsAt + toMs }
    const isNow = index === running
    if (index <= reached && !isNow) return { segment, ...planned, state: 'done', lateMs: 0 }
    // One that nobody has begun cannot lie behind us.
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

/** The one that follows what was reached (`Stage.reachedSegmentId`); the first one before it has begun, null at its end. */
export function segmentAfter<Shown extends Segment>(
  programme: readonly Shown[],
  reachedSegmentId: string | null,
): Shown | null {
  const index = programme.findIndex((segment) => segment.segmentId === reachedSegmentId)
  return programme[index + 1] ?? null
}

/**
 * When the shared hour would have begun for what is rehearsed now to be on time, epoch ms: a rehearsal begins anywhere in the programme,
 * days before. Before anything runs, the rehearsal's own beginning.
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
