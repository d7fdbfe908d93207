// Dates without a time or a place, `YYYY-MM-DD`: the weeks and months of a calendar, and an instant's date in a zone.
import { UTCDateMini } from '@date-fns/utc/date/mini'
import {
  addDays as daysLater,
  eachDayOfInterval,
  eachWeekOfInterval,
  formatISO,
  getISODay,
  isValid,
  lastDayOfMonth,
  addMonths as monthsLater,
  startOfMonth,
  startOfWeek as weekStart,
} from 'date-fns'
import { instantFromLocal, localFromInstant } from './time.ts'

/** `YYYY-MM-DD` in the Gregorian calendar. */
export type CalendarDate = string

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

const hourMs = 3_600_000

/** date-fns calculates in the time zone of the dates it receives. These dates are in UTC on every machine. */
function midnightOf(date: CalendarDate): Date {
  return new UTCDateMini(`${date}T00:00:00Z`)
}

function written(day: Date): CalendarDate {
  return formatISO(day, { representation: 'date' })
}

/** date-fns numbers the days of the week from 0 for Sunday. */
function weekStartingOn(firstDay: Weekday) {
  return { weekStartsOn: (firstDay % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6 }
}

/** Whether the text is an existing day from 1970 to 9998, the range that URLs accept. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = midnightOf(text)
  return isValid(day) && written(day) === text && text >= '1970-01-01' && text < '9999-01-01'
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return written(daysLater(midnightOf(date), days))
}

/** The same day of another month, or the last day of a shorter month. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  return written(monthsLater(midnightOf(date), months))
}

export function weekdayOf(date: CalendarDate): Weekday {
  return getISODay(midnightOf(date)) as Weekday
}

export function startOfWeek(date: CalendarDate, firstDay: Weekday): CalendarDate {
  return written(weekStart(midnightOf(date), weekStartingOn(firstDay)))
}

export function weekOf(date: CalendarDate, firstDay: Weekday): readonly CalendarDate[] {
  const start = weekStart(midnightOf(date), weekStartingOn(firstDay))
  return eachDayOfInterval({ start, end: daysLater(start, 6) }).map(written)
}

/** The weeks that overlap a month: four to six, each with seven days; the first and last include days of the neighbouring months. */
export function weeksOfMonth(date: CalendarDate, firstDay: Weekday): readonly (readonly CalendarDate[])[] {
  const day = midnightOf(date)
  const month = { start: startOfMonth(day), end: lastDayOfMonth(day) }
  return eachWeekOfInterval(month, weekStartingOn(firstDay)).map((start) => weekOf(written(start), firstDay))
}

/** The date of an instant (epoch ms) in a zone. */
export function dateIn(instant: number, timeZone: string): CalendarDate {
  return localFromInstant(instant, timeZone).slice(0, 10)
}

/** The instant (epoch ms) at which a day starts in a zone. */
export function startOfDay(date: CalendarDate, timeZone: string): number {
  return instantFromLocal(`${date}T00:00`, timeZone) ?? midnightOf(date).getTime()
}

/** Noon UTC of a day, for formatting a date that has no zone. */
export function noonOf(date: CalendarDate): number {
  return midnightOf(date).getTime() + 12 * hourMs
}
