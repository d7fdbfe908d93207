// The requests to the server for each view of the calendar.
import {
  addDays,
  addMonths,
  type CalendarDate,
  startOfDay,
  type Weekday,
  weekOf,
  weeksOfMonth,
} from '#shared/domain/calendar-date.ts'
import { monthsBetween } from '#shared/protocol/calendar.ts'
import type { CalendarRequest } from '../../sync/open-calendars.ts'
import type { CalendarAddress } from './calendar-address.ts'

/** How many months ahead the agenda subscribes to changes. */
const monthsAhead = 24

/** First and last day of a grid, inclusive. */
export function shownDays(
  view: 'month' | 'week',
  date: CalendarDate,
  firstDay: Weekday,
): { readonly first: CalendarDate; readonly last: CalendarDate } {
  const days = view === 'week' ? weekOf(date, firstDay) : weeksOfMonth(date, firstDay).flat()
  return { first: days[0] ?? date, last: days.at(-1) ?? date }
}

function filtersOf({ country, city, language, state }: CalendarAddress): Record<string, string> {
  return {
    ...(country === null ? {} : { country }),
    ...(city === null ? {} : { place: city }),
    ...(language === null ? {} : { language }),
    ...(state === null ? {} : { state }),
  }
}

function toRequest(
  query: Record<string, string>,
  months: readonly string[],
  whole: boolean,
): CalendarRequest {
  return { query: new URLSearchParams(query).toString(), months, whole }
}

/** One day more on both sides, because the same evening is another day elsewhere. */
export function gridRequest(
  address: CalendarAddress,
  days: { readonly first: CalendarDate; readonly last: CalendarDate },
): CalendarRequest {
  const from = startOfDay(addDays(days.first, -1), 'UTC')
  const to = startOfDay(addDays(days.last, 2), 'UTC')
  const query = { from: `${from}`, to: `${to}`, ...filtersOf(address) }
  return toRequest(query, monthsBetween(from, to), true)
}

/** Live and upcoming gatherings and those without a date, optionally from a chosen day; `today` in the reader's zone. */
export function aheadRequest(
  address: CalendarAddress,
  today: CalendarDate,
  timeZone: string,
): CalendarRequest {
  const { date, state } = address
  const first = date ?? today
  const end = startOfDay(addMonths(first, monthsAhead), 'UTC')
  const months = ['open', ...monthsBetween(startOfDay(addDays(first, -1), 'UTC'), end)]
  const filters = filtersOf(address)
  if (date !== null) {
    return toRequest({ from: `${startOfDay(date, timeZone)}`, ...filters }, months, false)
  }
  // A filter by state includes past gatherings.
  if (state === 'past') return toRequest({ order: 'latest', ...filters }, months, false)
  if (state === 'cancelled') return toRequest(filters, months, false)
  return toRequest({ over: 'no', ...filters }, months, false)
}

/** Past gatherings, latest first. */
export function pastRequest(address: CalendarAddress): CalendarRequest {
  return toRequest({ over: 'yes', order: 'latest', limit: '20', ...filtersOf(address) }, [], false)
}
