// When each city meets: at one instant, or at the same local time; and how an announced date changes.
import type { Gathering, GatheringPhase, Standing } from './gathering.ts'
import { neverRevised } from './revision.ts'
import { instantFromLocal, localFromInstant } from './time.ts'
import { allow, refuse, type Verdict } from './verdict.ts'

/** The initial plan: one instant, no changes yet. */
export const firstPlan = {
  clockRule: 'same-instant',
  standing: 'planned',
  formerStartsAt: null,
  standingReason: '',
  watching: 0,
  ...neverRevised,
} as const satisfies Partial<Gathering>

/** From the first start until, but not including, the last end; epoch ms. */
export type Span = { readonly from: number; readonly to: number }

/** The fields that determine a city's start. */
export type Moment = Pick<Gathering, 'startsAt' | 'clockRule' | 'leadPlace'>
type Shared = Moment & Pick<Gathering, 'lengthMs' | 'standing'>

/** The start (epoch ms) of a city in this zone; null while the gathering has no date. */
export function meetingStart({ startsAt, clockRule, leadPlace }: Moment, timeZone: string): number | null {
  if (startsAt === null || clockRule === 'same-instant' || leadPlace === null) return startsAt
  if (timeZone === leadPlace.timeZone) return startsAt
  return instantFromLocal(localFromInstant(startsAt, leadPlace.timeZone), timeZone)
}

/** The zone whose date is shown with a city's start: the lead city's for one instant, the city's own with `same-local-hour`. */
export function dateZone(
  { clockRule, leadPlace }: Pick<Gathering, 'clockRule' | 'leadPlace'>,
  timeZone: string,
): string {
  return clockRule === 'same-instant' ? (leadPlace?.timeZone ?? timeZone) : timeZone
}

/** From the first city's start to the last city's end, epoch ms; null while there is no date. */
export function gatheringSpan(
  gathering: Moment & Pick<Gathering, 'lengthMs'>,
  timeZones: readonly string[],
): Span | null {
  const { startsAt, lengthMs } = gathering
  if (startsAt === null) return null
  let [from, to] = [startsAt, startsAt]
  for (const timeZone of new Set(timeZones)) {
    const start = meetingStart(gathering, timeZone) ?? startsAt
    from = Math.min(from, start)
    to = Math.max(to, start)
  }
  return { from, to: to + lengthMs }
}

/** Live from the start until, but not including, the end. A cancelled gathering is never live. */
export function phaseOf(span: Span | null, standing: Standing, now: number): GatheringPhase {
  if (span === null || now < span.from) return 'to-come'
  return now < span.to && standing !== 'cancelled' ? 'live' : 'past'
}

/** The phase of the whole gathering: live while any of its cities is. */
export function gatheringPhase(
  gathering: Shared,
  now: number,
  timeZones: readonly string[] = [],
): GatheringPhase {
  return phaseOf(gatheringSpan(gathering, timeZones), gathering.standing, now)
}

/** The span of one city; null while there is no date. */
export function meetingSpan(gathering: Moment & Pick<Gathering, 'lengthMs'>, timeZone: string): Span | null {
  const from = meetingStart(gathering, timeZone)
  return from === null ? null : { from, to: from + gathering.lengthMs }
}

export function meetingPhase(gathering: Shared, timeZone: string, now: number): GatheringPhase {
  return phaseOf(meetingSpan(gathering, timeZone), gathering.standing, now)
}

type Planned = Pick<Gathering, 'startsAt' | 'standing' | 'formerStartsAt'>

/** Replaces the announced start. Going back to the former start restores the original state. */
export function reschedule<G extends Planned>(gathering: G, startsAt: number | null): G {
  const { startsAt: known, formerStartsAt: former } = gathering
  if (startsAt === known) return gathering
  const isPostponed = gathering.standing === 'postponed'
  const before = known ?? former
  const isBack = startsAt !== null && startsAt === former
  return {
    ...gathering,
    startsAt,
    standing: isPostponed && startsAt !== null ? 'planned' : gathering.standing,
    formerStartsAt: isBack ? null : before,
  }
}

/** Removes the date until a new one is announced. */
export function postpone<G extends Planned>(gathering: G): G {
  const { startsAt, formerStartsAt } = gathering
  return { ...gathering, startsAt: null, formerStartsAt: startsAt ?? formerStartsAt, standing: 'postponed' }
}

/** Restores the announced plan after a postponement or cancellation. */
export function reinstate<G extends Planned>(gathering: G): G {
  const { standing, startsAt, formerStartsAt } = gathering
  if (standing === 'postponed') {
    return { ...gathering, standing: 'planned', startsAt: formerStartsAt, formerStartsAt: null }
  }
  const wasPostponed = startsAt === null && formerStartsAt !== null
  return { ...gathering, standing: wasPostponed ? 'postponed' : 'planned' }
}

/** A planned gathering has no reason. */
export function giveReason<G extends Pick<Gathering, 'standing' | 'standingReason'>>(
  gathering: G,
  reason: string,
): G {
  return { ...gathering, standingReason: gathering.standing === 'planned' ? '' : reason }
}

export function decidePostpone({
  status,
  standing,
}: Pick<Gathering, 'status' | 'standing'>): Verdict<
  'not-published' | 'already-postponed' | 'already-cancelled'
> {
  if (status !== 'published') return refuse('not-published')
  if (standing === 'cancelled') return refuse('already-cancelled')
  return standing === 'postponed' ? refuse('already-postponed') : allow()
}

export function decideCancelGathering({
  status,
  standing,
}: Pick<Gathering, 'status' | 'standing'>): Verdict<'not-published' | 'already-cancelled'> {
  if (status !== 'published') return refuse('not-published')
  return standing === 'cancelled' ? refuse('already-cancelled') : allow()
}

export function decideReinstate({ standing }: Pick<Gathering, 'standing'>): Verdict<'nothing-to-reinstate'> {
  return standing === 'planned' ? refuse('nothing-to-reinstate') : allow()
}
