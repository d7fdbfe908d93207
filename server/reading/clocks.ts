// The clocks of cities, derived from the time zone rules for the period that a page can show.
import { meetingStart } from '#shared/domain/moment.ts'
import { isoInZone } from '#shared/domain/time.ts'
import type { CityClock, ZoneClock } from '#shared/domain/zone-clock.ts'
import type { GatheringView } from '#shared/protocol/views.ts'
import { canonicalZone } from '../zones/platform-rules.ts'
import { zoneClock } from '../zones/zone-rules.ts'

type Planned = Pick<GatheringView, 'startsAt' | 'formerStartsAt' | 'clockRule' | 'leadPlace'>

const dayMs = 86_400_000
/** Margin before and after the known instants, for earlier replies and messages and for a page that stays open. */
const marginMs = 180 * dayMs

/** The first instant (epoch ms) of a calendar quarter, so that reads at different times within it give the same result. */
function quarterOf(instant: number, ahead: number): number {
  const date = new Date(instant)
  return Date.UTC(date.getUTCFullYear(), Math.floor(date.getUTCMonth() / 3) * 3 + ahead * 3, 1)
}

/** A span around now and every announced instant, with a margin on both sides. */
export function shownSpan(instants: readonly (number | null)[]): {
  readonly from: number
  readonly until: number
} {
  const known = [Date.now(), ...instants.filter((instant) => instant !== null)]
  return {
    from: quarterOf(Math.min(...known) - marginMs, 0),
    until: quarterOf(Math.max(...known) + marginMs, 1),
  }
}

/** The clock of each of these zones, as a gathering's pages show it. */
export function cityClocks(gathering: Planned, timeZones: readonly string[]): readonly CityClock[] {
  const { from, until } = shownSpan([gathering.startsAt, gathering.formerStartsAt])
  return timeZones.map((timeZone) => {
    const startsAt = meetingStart(gathering, timeZone)
    const alias = canonicalZone(timeZone)
    return {
      ...zoneClock(timeZone, from, until),
      ...(alias === undefined || alias === timeZone ? {} : { alias }),
      startsAt,
      localStart: startsAt === null ? null : isoInZone(startsAt, timeZone),
    }
  })
}

/** The lead city's clock around the announced instants, for a list entry; null without a lead city or an instant. */
export function leadClock({ startsAt, formerStartsAt, leadPlace }: Planned): ZoneClock | null {
  return leadPlace === null ? null : clockAbout(leadPlace.timeZone, [startsAt, formerStartsAt])
}

/** The clock of a single reply's city: from some months ago until three years ahead. */
export function ticketClock(timeZone: string): ZoneClock {
  const { from, until } = shownSpan([Date.now() + 3 * 366 * dayMs])
  return zoneClock(timeZone, from, until)
}

/** A clock around these instants only; null if there are none. */
export function clockAbout(timeZone: string, instants: readonly (number | null)[]): ZoneClock | null {
  const known = instants.filter((instant) => instant !== null)
  if (known.length === 0) return null
  return zoneClock(timeZone, Math.min(...known) - 4 * dayMs, Math.max(...known) + 8 * dayMs)
}
