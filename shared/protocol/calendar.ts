// The calendar's answers: public gatherings by time, country, city, language and state, in pages.
import { phaseOf } from '../domain/moment.ts'
import type { Place } from '../domain/place.ts'
import type { ZoneClock } from '../domain/zone-clock.ts'
import type { GatheringSummary } from './views.ts'

export const calendarStates = ['coming', 'live', 'past', 'to-be-confirmed', 'cancelled'] as const
/** `to-be-confirmed` has no date, because it never had one or because it was postponed. */
export type CalendarState = (typeof calendarStates)[number]

/** A cancelled gathering is `cancelled` before and after its date; `now` in epoch ms. */
export function calendarStateOf(
  { span, standing }: Pick<GatheringSummary, 'span' | 'standing'>,
  now: number,
): CalendarState {
  if (standing === 'cancelled') return 'cancelled'
  if (span === null) return 'to-be-confirmed'
  const phase = phaseOf(span, standing, now)
  return phase === 'to-come' ? 'coming' : phase
}

/** Entries per page. */
export const calendarPageSize = { usual: 60, most: 200 } as const

/** A city's meeting as the calendar lists it; only meetings that strangers can see. */
export type CalendarMeeting = {
  readonly meetingId: string
  readonly place: Pick<Place, 'placeId' | 'names' | 'countryCode' | 'timeZone'>
  readonly languages: readonly string[]
  /** Epoch ms; null while the gathering has no date. */
  readonly startsAt: number | null
  /** The same as local time with its offset, `2027-01-20T18:00:00+03:00`. */
  readonly localStart: string | null
}

export type CalendarEntry = {
  readonly summary: GatheringSummary
  /** The first few cities that match the query: the lead city, then the largest. */
  readonly meetings: readonly CalendarMeeting[]
  /** How many cities match. */
  readonly fitting: number
}

export type CalendarPage = {
  readonly entries: readonly CalendarEntry[]
  /** One clock for each zone of these cities. */
  readonly clocks: readonly ZoneClock[]
  /** Over all pages. */
  readonly total: number
  /** `cursor` of the next page; null on the last page. */
  readonly next: string | null
}

/** The available filters with their numbers of gatherings, most first. */
export type CalendarChoices = {
  readonly countries: readonly { readonly countryCode: string; readonly gatherings: number }[]
  readonly languages: readonly { readonly language: string; readonly gatherings: number }[]
}

/** The months (UTC, `2027-01`) that a screen shows, and `open` for gatherings without a date. */
export const mostBrowsedMonths = 36
export type BrowseRequest = { readonly months: readonly string[] }
/** The reader's own gatherings, including drafts; empty if not signed in. */
export type BrowseAnswer = readonly GatheringSummary[]

/** The months in which a gathering takes place. */
export function monthsOf({ span }: Pick<GatheringSummary, 'span'>): readonly string[] {
  if (span === null) return ['open']
  return monthsBetween(span.from, span.to)
}

/** All months from one instant to another, inclusive; epoch ms. */
export function monthsBetween(from: number, to: number): readonly string[] {
  const months: string[] = []
  const last = new Date(to).toISOString().slice(0, 7)
  const at = new Date(from)
  at.setUTCDate(1)
  for (;;) {
    const month = at.toISOString().slice(0, 7)
    months.push(month)
    if (month >= last || months.length >= mostBrowsedMonths) return months
    at.setUTCMonth(at.getUTCMonth() + 1)
  }
}
