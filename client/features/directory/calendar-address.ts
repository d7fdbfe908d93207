// The calendar's state in the URL: view, day, filters and clock, so that every view can be linked to and returned to.

import { type CalendarDate, isCalendarDate } from '#shared/domain/calendar-date.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import { type CalendarState, calendarStates } from '#shared/protocol/calendar.ts'
import { isInheritedName } from '#shared/protocol/reserved-names.ts'

export const calendarViews = ['agenda', 'month', 'week'] as const
export type CalendarView = (typeof calendarViews)[number]

export type CalendarFilters = {
  /** ISO 3166-1 alpha-2. */
  readonly country: string | null
  /** Gazetteer id of a city. */
  readonly city: string | null
  readonly language: string | null
  readonly state: CalendarState | null
}

export type CalendarAddress = CalendarFilters & {
  readonly view: CalendarView
  /** The chosen day; null: today. */
  readonly date: CalendarDate | null
  /** `mine`: times on the reader's clock. `city`: on the chosen city's clock, otherwise on each gathering's lead city's. */
  readonly zone: 'mine' | 'city'
}

export const noFilters: CalendarFilters = { country: null, city: null, language: null, state: null }

export function isFiltered({ country, city, language, state }: CalendarFilters): boolean {
  return country !== null || city !== null || language !== null || state !== null
}

function oneOf<Value extends string>(values: readonly Value[], text: string | null): Value | null {
  return values.find((value) => value === text) ?? null
}

/** Accepts only ids that the server accepts. */
function readCity(text: string | null): string | null {
  return text === null || isInheritedName(text) ? null : matching(/^[A-Za-z0-9_.:-]{1,64}$/, text)
}

function matching(pattern: RegExp, text: string | null): string | null {
  return text !== null && pattern.test(text) ? text : null
}

/** A month means its first day. */
function readDate(text: string | null): CalendarDate | null {
  const date = text !== null && /^\d{4}-\d{2}$/.test(text) ? `${text}-01` : text
  return date !== null && isCalendarDate(date) ? date : null
}

/** `search`: the URL's query, with or without the question mark; unreadable values are ignored. */
export function readCalendarAddress(search: string): CalendarAddress {
  const query = new URLSearchParams(search)
  return {
    view: oneOf(calendarViews, query.get('view')) ?? 'agenda',
    date: readDate(query.get('date')),
    country: matching(/^[A-Z]{2}$/, query.get('country')?.toUpperCase() ?? null),
    city: readCity(query.get('city')),
    language: matching(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, query.get('language')),
    state: oneOf(calendarStates, query.get('state')),
    zone: query.get('zone') === 'city' ? 'city' : 'mine',
  }
}

/** The shortest URL for an address. `search`: the current query; parameters of others are kept. */
export function calendarHref(address: CalendarAddress, search = ''): string {
  const query = new URLSearchParams(search)
  const usual = { view: 'agenda', zone: 'mine' } as Readonly<Record<string, string>>
  for (const [name, value] of Object.entries(address)) {
    if (value === null || ownValue(usual, name) === value) query.delete(name)
    else query.set(name, value)
  }
  const text = query.toString()
  return text === '' ? '/' : `/?${text}`
}
