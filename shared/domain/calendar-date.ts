// Dates without a time or a place, `YYYY-MM-DD`: weeks and months as a calendar lays them out, and the day an instant falls on somewhere.
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

/** `YYYY-MM-DD`, of the Gregorian calendar. */
export type CalendarDate = string

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

const hourMs = 3_600_000

/** date-fns reckons by the clock of the dates it is given: these are of UTC, wherever they are reckoned. */
function midnightOf(date: CalendarDate): Date {
  return new UTCDateMini(`${date}T00:00:00Z`)
}

function written(day: Date): CalendarDate {
  return formatISO(day, { representation: 'date' })
}

/** As date-fns counts days of the week: 0 is Sunday. */
function weekStartingOn(firstDay: Weekday) {
  return { weekStartsOn: (firstDay % 7) as 0 | 1 | 2 | 3 | 4 | 5 | 6 }
}

/** A day that there is, from the year 1970 to 9998: what can stand in an address. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const day = midnightOf(text)
  return isValid(day) && written(day) === text && text >= '1970-01-01' && text < '9999-01-01'
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return written(daysLater(midnightOf(date), days))
}

/** The same day of another month, or its last where that month is shorter. */
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

/** The weeks that a month touches: four to six, each with seven days, the first and last filled up from the months beside it. */
export function weeksOfMonth(date: CalendarDate, firstDay: Weekday): readonly (readonly CalendarDate[])[] {
  const day = midnightOf(date)
  const month = { start: startOfMonth(day), end: lastDayOfMonth(day) }
  return eachWeekOfInterval(month, weekStartingOn(firstDay)).map((start) => weekOf(written(start), firstDay))
}

/** The day that it is in a zone at an instant (epoch ms). */
export function dateIn(instant: number, timeZone: string): CalendarDate {
  return localFromInstant(instant, timeZone).slice(0, 10)
}

/** The instant (epoch ms) at which a day begins in a zone. */
export function startOfDay(date: CalendarDate, timeZone: string): number {
  return instantFromLocal(`${date}T00:00`, timeZone) ?? midnightOf(date).getTime()
}

/** The middle of a day in UTC: for writing a date that has no zone. */
export function noonOf(date: CalendarDate): number {
  return midnightOf(date).getTime() + 12 * hourMs
}
