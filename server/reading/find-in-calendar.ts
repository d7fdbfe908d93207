// Filters, sorts and pages the calendar. Its input contains public data only.
import type { ZoneClock } from '#shared/domain/zone-clock.ts'
import {
  type CalendarChoices,
  type CalendarEntry,
  type CalendarMeeting,
  type CalendarPage,
  calendarStateOf,
} from '#shared/protocol/calendar.ts'
import type { CalendarQuery } from '#shared/protocol/calendar-query.ts'
import type { GatheringSummary } from '#shared/protocol/views.ts'
import { clockAbout } from './clocks.ts'

/** A published gathering with its public cities, the lead city first, then the largest. */
export type Listed = {
  readonly summary: GatheringSummary
  readonly meetings: readonly CalendarMeeting[]
}

/** Cities listed per entry; the gathering's page lists all. */
const mostMeetings = 4

const withoutInstant = Number.MAX_SAFE_INTEGER

function beginning({ summary: { span } }: Listed): number {
  return span?.from ?? withoutInstant
}

/** The soonest first, those without an instant last; ties are broken by id, so that pages never overlap. */
export function compareListed(a: Listed, b: Listed): number {
  return beginning(a) - beginning(b) || (a.summary.gatheringId < b.summary.gatheringId ? -1 : 1)
}

/** `lines` in the order of `compareListed`; `now` in epoch ms. */
export function findInCalendar(lines: readonly Listed[], query: CalendarQuery, now: number): CalendarPage {
  const fitting: { readonly line: Listed; readonly meetings: readonly CalendarMeeting[] }[] = []
  for (const line of lines) {
    if (!fitsTime(line.summary, query, now)) continue
    const meetings = meetingsThatFit(line, query)
    if (meetings !== null) fitting.push({ line, meetings })
  }
  if (query.order === 'latest') fitting.reverse()
  const start = query.cursor === undefined ? 0 : startAfter(fitting, query.cursor, query.order)
  const page = fitting.slice(start, start + query.limit)
  const last = page.at(-1)
  const isLast = last === undefined || start + page.length >= fitting.length
  const entries = page.map(({ line, meetings }) => ({
    summary: line.summary,
    meetings: meetings.slice(0, mostMeetings),
    fitting: meetings.length,
  }))
  return {
    entries,
    clocks: clocksAmong(entries),
    total: fitting.length,
    next: isLast ? null : cursorOf(last.line),
  }
}

/** One clock per zone, from the first start in it to the last. */
function clocksAmong(entries: readonly CalendarEntry[]): readonly ZoneClock[] {
  const instants = new Map<string, (number | null)[]>()
  for (const { meetings } of entries) {
    for (const { place, startsAt } of meetings) {
      const known = instants.get(place.timeZone) ?? []
      instants.set(place.timeZone, known)
      known.push(startsAt)
    }
  }
  return [...instants].map(([zone, known]) => clockAbout(zone, known)).filter((clock) => clock !== null)
}

function fitsTime(summary: GatheringSummary, { from, to, state, over }: CalendarQuery, now: number): boolean {
  const { span } = summary
  if (from !== undefined && (span === null || span.to <= from)) return false
  if (to !== undefined && (span === null || span.from >= to)) return false
  if (over !== undefined && (span !== null && span.to <= now) !== (over === 'yes')) return false
  return state === undefined || calendarStateOf(summary, now) === state
}

/** Null where the gathering does not match. It may match by its own languages without any matching city. */
function meetingsThatFit(line: Listed, query: CalendarQuery): readonly CalendarMeeting[] | null {
  const { country, place, language } = query
  const asksForPlace = country !== undefined || place !== undefined
  if (!asksForPlace && (language === undefined || line.summary.languages.includes(language))) {
    return line.meetings
  }
  const meetings = line.meetings.filter(
    (meeting) =>
      (country === undefined || meeting.place.countryCode === country) &&
      (place === undefined || meeting.place.placeId === place) &&
      (language === undefined || meeting.languages.includes(language)),
  )
  return meetings.length > 0 ? meetings : null
}

function cursorOf(line: Listed): string {
  const from = beginning(line)
  return `${from === withoutInstant ? 'open' : from}.${line.summary.gatheringId}`
}

/** The index of the first entry after the cursor, even if entries were added or removed meanwhile. */
function startAfter(
  fitting: readonly { readonly line: Listed }[],
  cursor: string,
  order: CalendarQuery['order'],
): number {
  const [instant = '', gatheringId = ''] = cursor.split('.')
  const from = instant === 'open' ? withoutInstant : Number(instant)
  const forward = order === 'soonest'
  const found = fitting.findIndex(({ line }) => {
    const difference = beginning(line) - from || (line.summary.gatheringId > gatheringId ? 1 : -1)
    const isSame = line.summary.gatheringId === gatheringId
    return !isSame && (forward ? difference > 0 : difference < 0)
  })
  return found === -1 ? fitting.length : found
}

/** Countries with meetings, and the languages of gatherings and meetings, the most frequent first. */
export function choicesOf(lines: readonly Listed[]): CalendarChoices {
  const countries = new Map<string, number>()
  const languages = new Map<string, number>()
  const count = (counts: Map<string, number>, keys: Iterable<string>) => {
    for (const key of new Set(keys)) counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  for (const { summary, meetings } of lines) {
    count(
      countries,
      meetings.map(({ place }) => place.countryCode),
    )
    count(languages, [...summary.languages, ...meetings.flatMap((meeting) => meeting.languages)])
  }
  const mostFirst = (counts: Map<string, number>) =>
    [...counts].sort(([a, one], [b, other]) => other - one || (a < b ? -1 : 1))
  return {
    countries: mostFirst(countries).map(([countryCode, gatherings]) => ({ countryCode, gatherings })),
    languages: mostFirst(languages).map(([language, gatherings]) => ({ language, gatherings })),
  }
}
