// Dates without a time or a place, `YYYY-MM-DD`: weeks and months as a calendar lays them out, and the day an instant falls on somewhere.
import { instantFromLocal, localFromInstant } from './time.ts'

/** `YYYY-MM-DD`, of the Gregorian calendar. */
export type CalendarDate = string

/** 1 is Monday, 7 is Sunday (ISO 8601). */
export type Weekday = 1 | 2 | 3 | 4 | 5 | 6 | 7

const dayMs = 86_400_000

function asUtc(date: CalendarDate): number {
  return Date.parse(`${date}T00:00:00Z`)
}

function fromUtc(instant: number): CalendarDate {
  return new Date(instant).toISOString().slice(0, 10)
}

/** A day that there is, from the year 1970 to 9998: what can stand in an address. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const instant = asUtc(text)
  return !Number.isNaN(instant) && fromUtc(instant) === text && text >= '1970-01-01' && text < '9999-01-01'
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return fromUtc(asUtc(date) + days * dayMs)
}

/** The same day of another month, or its last where that month is shorter. */
export function addMonths(date: CalendarDate, months: number): CalendarDate {
  const [year = 1970, month = 1, day = 1] = date.split('-').map(Number)
  const first = Date.UTC(year, month - 1 + months, 1)
  const last = new Date(Date.UTC(year, month + months, 0)).getUTCDate()
  return fromUtc(first + (Math.min(day, last) - 1) * dayMs)
}

export function weekdayOf(date: CalendarDate): Weekday {
  return (new Date(asUtc(date)).getUTCDay() || 7) as Weekday
}

export function startOfWeek(date: CalendarDate, firstDay: Weekday): CalendarDate {
  return addDays(date, -((weekdayOf(date) - firstDay + 7) % 7))
}

export function weekOf(date: CalendarDate, firstDay: Weekday): readonly CalendarDate[] {
  const start = startOfWeek(date, firstDay)
  return Array.from({ length: 7 }, (_, day) => addDays(start, day))
}

/** The weeks that a month touches: four to six, each with seven days, the first and last filled up from the months beside it. */
export function weeksOfMonth(date: CalendarDate, firstDay: Weekday): readonly (readonly CalendarDate[])[] {
  const month = date.slice(0, 7)
  const weeks: (readonly CalendarDate[])[] = []
  let start = startOfWeek(`${month}-01`, firstDay)
  do {
    weeks.push(weekOf(start, firstDay))
    start = addDays(start, 7)
  } while (start.slice(0, 7) === month)
  return weeks
}

/** The day that it is in a zone at an instant (epoch ms). */
export function dateIn(instant: number, timeZone: string): CalendarDate {
  return localFromInstant(instant, timeZone).slice(0, 10)
}

/** The instant (epoch ms) at which a day begins in a zone. */
export function startOfDay(date: CalendarDate, timeZone: string): number {
  return instantFromLocal(`${date}T00:00`, timeZone) ?? asUtc(date)
}

/** The middle of a day in UTC: for writing a date that has no zone. */
export function noonOf(date: CalendarDate): number {
  return asUtc(date) + dayMs / 2
}
