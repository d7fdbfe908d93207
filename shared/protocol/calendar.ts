// What the calendar answers: public gatherings by time, country, city, language and state, a page at a time.
import { phaseOf } from '../domain/moment.ts'
import type { Place } from '../domain/place.ts'
import type { ZoneClock } from '../domain/zone-clock.ts'
import type { GatheringSummary } from './views.ts'

export const calendarStates = ['coming', 'live', 'past', 'to-be-confirmed', 'cancelled'] as const
/** `to-be-confirmed` has no instant, whether it never had one or was postponed. */
export type CalendarState = (typeof calendarStates)[number]

/** What was cancelled is that first of all, before and after its instant; `now` in epoch ms. */
export function calendarStateOf(
  { span, standing }: Pick<GatheringSummary, 'span' | 'standing'>,
  now: number,
): CalendarState {
  if (standing === 'cancelled') return 'cancelled'
  if (span === null) return 'to-be-confirmed'
  const phase = phaseOf(span, standing, now)
  return phase === 'to-come' ? 'coming' : phase
}

/** Entries of one page. */
export const calendarPageSize = { usual: 60, most: 200 } as const

/** A city's meeting as the calendar lists it; only those that strangers learn of. */
export type CalendarMeeting = {
  readonly meetingId: string
  readonly place: Pick<Place, 'placeId' | 'names' | 'countryCode' | 'timeZone'>
  readonly languages: readonly string[]
  /** Epoch ms; null while the gathering has no instant. */
  readonly startsAt: number | null
  /** The same on the city's clock with its offset, `2027-01-20T18:00:00+03:00`. */
  readonly localStart: string | null
}

export type CalendarEntry = {
  readonly summary: GatheringSummary
  /** The first few of the cities that fit what was asked: the lead city, then the largest. */
  readonly meetings: readonly CalendarMeeting[]
  /** How many cities fit. */
  readonly fitting: number
}

export type CalendarPage = {
  readonly entries: readonly CalendarEntry[]
  /** Of the cities among them, once for each zone. */
  readonly clocks: readonly ZoneClock[]
  /** Of all pages. */
  readonly total: number
  /** `cursor` of the next page; null on the last. */
  readonly next: string | null
}

/** What can be chosen from: with how many gatherings each, most first. */
export type CalendarChoices = {
  readonly countries: readonly { readonly countryCode: string; readonly gatherings: number }[]
  readonly languages: readonly { readonly language: string; readonly gatherings: number }[]
}

/** Months (of UTC, `2027-01`) whose gatherings a screen shows, and `open` for those without an instant. */
export const mostBrowsedMonths = 36
export type BrowseRequest = { readonly months: readonly string[] }
/** The reader's own gatherings, drafts among them; none for those who are not signed in. */
export type BrowseAnswer = readonly GatheringSummary[]

/** The months that a gathering stands in. */
export function monthsOf({ span }: Pick<GatheringSummary, 'span'>): readonly string[] {
  if (span === null) return ['open']
  return monthsBetween(span.from, span.to)
}

/** From the month of one instant to that of another, both counted; epoch ms. */
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
