// Assigns each gathering of the calendar to a day, by the chosen clock.
import { type CalendarDate, dateIn } from '#shared/domain/calendar-date.ts'
import { meetingStart } from '#shared/domain/moment.ts'
import type { Place } from '#shared/domain/place.ts'
import { type CalendarEntry, type CalendarState, calendarStateOf } from '#shared/protocol/calendar.ts'
import type { GatheringSummary } from '#shared/protocol/views.ts'

/** The clock that the calendar uses. */
export type CalendarClock =
  /** The reader's own; null on the server: then the same as `lead`. */
  | { readonly kind: 'mine'; readonly timeZone: string | null }
  /** One city's clock. */
  | { readonly kind: 'place'; readonly place: Pick<Place, 'timeZone' | 'names'> }
  /** Each gathering's own lead city's clock. */
  | { readonly kind: 'lead' }

export type PlacedEntry = CalendarEntry & {
  /** Epoch ms; null without a date. */
  readonly startsAt: number | null
  /** The zone in which times are shown. */
  readonly timeZone: string
  readonly date: CalendarDate | null
  readonly state: CalendarState
  /** Epoch ms for which `state` was computed. */
  readonly now: number
}

export function zoneFor(clock: CalendarClock, { leadPlace }: Pick<GatheringSummary, 'leadPlace'>): string {
  const lead = leadPlace?.timeZone ?? 'UTC'
  if (clock.kind === 'place') return clock.place.timeZone
  return clock.kind === 'mine' ? (clock.timeZone ?? lead) : lead
}

/** `ofCity`: the calendar is filtered by one city, so the start of that city's meeting counts. */
export function placeEntry(
  entry: CalendarEntry,
  clock: CalendarClock,
  now: number,
  ofCity: boolean,
): PlacedEntry {
  const { summary } = entry
  const timeZone = zoneFor(clock, summary)
  const meeting = ofCity ? entry.meetings[0] : undefined
  const startsAt = meeting === undefined ? meetingStart(summary, timeZone) : meeting.startsAt
  return {
    ...entry,
    startsAt,
    timeZone,
    date: startsAt === null ? null : dateIn(startsAt, timeZone),
    state: calendarStateOf(summary, now),
    now,
  }
}

/** By day; live ones first, then the earliest. */
export function byDay(entries: readonly PlacedEntry[]): ReadonlyMap<CalendarDate, readonly PlacedEntry[]> {
  const days = new Map<CalendarDate, PlacedEntry[]>()
  for (const entry of entries) {
    if (entry.date === null) continue
    const day = days.get(entry.date)
    if (day === undefined) days.set(entry.date, [entry])
    else day.push(entry)
  }
  for (const day of days.values()) day.sort(liveThenSoonest)
  return days
}

function liveThenSoonest(a: PlacedEntry, b: PlacedEntry): number {
  const live = Number(b.state === 'live') - Number(a.state === 'live')
  return live || (a.startsAt ?? 0) - (b.startsAt ?? 0)
}

/** Separates entries that are not on one day: live ones come first, those without a date last. */
export function agendaOf(entries: readonly PlacedEntry[]): {
  readonly live: readonly PlacedEntry[]
  readonly dated: readonly PlacedEntry[]
  readonly open: readonly PlacedEntry[]
} {
  return {
    live: entries.filter(({ state }) => state === 'live'),
    dated: entries.filter(({ state, startsAt }) => state !== 'live' && startsAt !== null),
    open: entries.filter(({ state, startsAt }) => state !== 'live' && startsAt === null),
  }
}
