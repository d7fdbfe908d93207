// Instants and the clocks of cities, by the rules that the server derives: the only file that uses `Intl.DateTimeFormat`.
import { learnedOffset } from './zone-clock.ts'

/** A local date and time without a zone, `YYYY-MM-DDTHH:mm`, as an `<input type="datetime-local">` gives it. */
export type LocalDateTime = string

const localDateTimePattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/

/** Stands in place of a zone's name for the reader's own clock, the only one that is the device's. */
export const deviceClock = 'device'

/** Minutes east of UTC by the zone rules; undefined for a zone that they do not have. */
export type ZoneSource = (timeZone: string, instant: number) => number | undefined

/** In a browser, and where the server draws pages, what came from the server's rules; the server puts its rules here. */
let source: ZoneSource = learnedOffset

export function setZoneSource(rules: ZoneSource): void {
  source = rules
}

/** Undefined for a zone whose clock is not known here. */
function knownOffset(timeZone: string, instant: number): number | undefined {
  if (timeZone === 'UTC') return 0
  if (timeZone === deviceClock) return -new Date(instant).getTimezoneOffset()
  return source(timeZone, instant)
}

/** Whether the zone's clock is known here. */
export function isTimeZone(name: string): boolean {
  return knownOffset(name, 0) !== undefined
}

/** The IANA name of the zone that this device keeps. A guess at where its holder is, and all that is ever guessed. */
export function deviceTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/**
 * The instant at which a city's clock shows this local time. Where clocks are set back and the time comes twice, the first;
 * where they are set forward and it never comes, the instant the skipped hour would have been by the rule before the change
 * (as RFC 5545 §3.3.5 has it). Null when the text is no date.
 */
export function instantFromLocal(local: LocalDateTime, timeZone: string): number | null {
  const parts = localDateTimePattern.exec(local)
  if (parts === null || !isTimeZone(timeZone)) return null
  const [year, month, day, hour, minute] = parts.slice(1).map(Number) as [
    number,
    number,
    number,
    number,
    number,
  ]
  const asUtc = Date.UTC(year, month - 1, day, hour, minute)
  if (new Date(asUtc).toISOString().slice(0, 16) !== local) return null
  const before = offsetMinutes(asUtc - dayMs, timeZone) * 60_000
  const after = offsetMinutes(asUtc + dayMs, timeZone) * 60_000
  const matching = [asUtc - before, asUtc - after].filter(
    (instant) => instant + offsetMinutes(instant, timeZone) * 60_000 === asUtc,
  )
  return matching.length > 0 ? Math.min(...matching) : asUtc - before
}

export function localFromInstant(instant: number, timeZone: string): LocalDateTime {
  return new Date(localMs(instant, timeZone)).toISOString().slice(0, 16)
}

const dayMs = 86_400_000
const hourMs = 3_600_000
const minuteMs = 60_000

/** Minutes east of UTC at that instant; 0 for a zone whose clock is not known here, whose times are marked as UTC. */
export function offsetMinutes(instant: number, timeZone: string): number {
  return knownOffset(timeZone, instant) ?? 0
}

/** What the clock shows, as if it were one of UTC; epoch ms. */
function localMs(instant: number, timeZone: string): number {
  return instant + offsetMinutes(instant, timeZone) * minuteMs
}

/** How many calendar days a city's date is ahead of (or, negative, behind) another's at one instant: −2 to 2, as clocks are up to 26 hours apart. */
export function dayDifference(instant: number, timeZone: string, fromTimeZone: string): number {
  const dayOf = (zone: string) => Math.floor(localMs(instant, zone) / dayMs)
  return dayOf(timeZone) - dayOf(fromTimeZone)
}

/**
 * The instants from `from` until, but not including, `to` (epoch ms) at which a new date begins on a city's clock. Where clocks are set
 * forward over midnight, the first instant after it.
 */
export function dateChanges(from: number, to: number, timeZone: string): readonly number[] {
  const changes: number[] = []
  const [year, month, day] = localFromInstant(from, timeZone).slice(0, 10).split('-').map(Number) as [
    number,
    number,
    number,
  ]
  for (let ahead = 0; ; ahead += 1) {
    const date = new Date(Date.UTC(year, month - 1, day + ahead)).toISOString().slice(0, 10)
    const change = instantFromLocal(`${date}T00:00`, timeZone)
    if (change === null || change >= to) return changes
    if (change >= from && change !== changes.at(-1)) changes.push(change)
  }
}

export type ClockStyle =
  | 'time'
  /** Without am or pm, for sentences that say the part of the day in words. */
  | 'bare-time'
  | 'weekday'
  | 'short-weekday'
  | 'date'
  | 'long-date'
  | 'weekday-date'
  | 'weekday-time'
  | 'short-date-time'
  | 'month'
  | 'day'
  | 'day-month'
  /** Never with another calendar's date beside it. */
  | 'plain-date'
  | 'month-year'
  | 'narrow-weekday'
  /** To the second, for a proof. */
  | 'stamp'
  | 'hijri-date'
  | 'hijri-day'
  | 'hijri-month-year'

const styles: Readonly<Record<ClockStyle, Intl.DateTimeFormatOptions>> = {
  time: { hour: 'numeric', minute: '2-digit' },
  'bare-time': { hour: 'numeric', minute: '2-digit' },
  weekday: { weekday: 'long' },
  'short-weekday': { weekday: 'short' },
  date: { day: 'numeric', month: 'long', year: 'numeric' },
  'long-date': { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' },
  'weekday-date': { weekday: 'long', day: 'numeric', month: 'long' },
  'weekday-time': { weekday: 'long', hour: 'numeric', minute: '2-digit' },
  'short-date-time': { day: 'numeric', month: 'short', hour: 'numeric', minute: '2-digit' },
  month: { month: 'long' },
  day: { day: 'numeric' },
  'day-month': { day: 'numeric', month: 'long' },
  'plain-date': { day: 'numeric', month: 'long', year: 'numeric' },
  'month-year': { month: 'long', year: 'numeric' },
  'narrow-weekday': { weekday: 'narrow' },
  stamp: { dateStyle: 'medium', timeStyle: 'medium' },
  'hijri-date': { calendar: 'islamic-umalqura', day: 'numeric', month: 'long', year: 'numeric' },
  'hijri-day': { calendar: 'islamic-umalqura', day: 'numeric' },
  'hijri-month-year': { calendar: 'islamic-umalqura', month: 'long', year: 'numeric' },
}

/** Private use of a language tag (RFC 5646 §2.2.7), which `Intl` carries and does not read. */
const hijriMark = '-x-hijri'

/** The same locale, in which whole dates have the date of the Umm al-Qura calendar beside them. */
export function withHijri(locale: string): string {
  return `${locale}${hijriMark}`
}

/** Dates that name their year, and so are complete enough to be told in another calendar as well. */
const wholeDates: ReadonlySet<ClockStyle> = new Set(['date', 'long-date'])

/** Styles that show the hour. */
const withHour: ReadonlySet<ClockStyle> = new Set([
  'time',
  'bare-time',
  'weekday-time',
  'short-date-time',
  'stamp',
])

/** With what it said last: cities of one zone tell the same clock. */
type Format = { readonly made: Intl.DateTimeFormat; at: number; said: string }

const formats = new Map<string, Format>()

/** Of UTC: a city's clock is shown by adding its offset, so that the device's own rules for the city are never asked. */
function formatOf(locale: string, style: ClockStyle): Format {
  const key = `${locale} ${style}`
  let known = formats.get(key)
  if (known === undefined) {
    const made = new Intl.DateTimeFormat(locale, { ...styles[style], timeZone: 'UTC' })
    known = { made, at: Number.NaN, said: '' }
    formats.set(key, known)
  }
  return known
}

/**
 * An instant on a city's clock, in the reader's locale (`ar-SY-u-nu-arab`, `en-GB`, …). Hours of a zone whose clock is not known here are
 * those of UTC, and say so.
 */
export function clock(instant: number, timeZone: string, locale: string, style: ClockStyle): string {
  const offset = knownOffset(timeZone, instant)
  const at = instant + (offset ?? 0) * minuteMs
  const known = formatOf(locale, style)
  if (known.at !== at) {
    known.said = said(known.made, at, locale, style)
    known.at = at
  }
  return offset === undefined && withHour.has(style) ? `${known.said} UTC` : known.said
}

/** `local`: what the clock shows, as if it were one of UTC; epoch ms. */
function said(made: Intl.DateTimeFormat, local: number, locale: string, style: ClockStyle): string {
  if (style === 'bare-time') {
    const parts = made.formatToParts(local).filter((part) => part.type !== 'dayPeriod')
    return parts
      .map((part) => part.value)
      .join('')
      .trim()
  }
  if (wholeDates.has(style) && locale.endsWith(hijriMark)) {
    // In brackets: a dot between two numbers would be read as the Arabic zero.
    return `${made.format(local)} (${formatOf(locale, 'hijri-date').made.format(local)})`
  }
  return made.format(local)
}

const withPeriods = new Map<string, boolean>()

/** Whether times are written with twelve hours there, so that only a word tells five in the morning from five in the afternoon. */
export function hasDayPeriods(locale: string): boolean {
  const known = withPeriods.get(locale)
  if (known !== undefined) return known
  const { hour12 = false } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions()
  withPeriods.set(locale, hour12)
  return hour12
}

export type PartOfDay = 'night' | 'dawn' | 'morning' | 'noon' | 'afternoon' | 'evening'

/** The word people use for an hour of the clock; by the clock, not by the sun, because a word is what is said on the phone. */
export function partOfDay(instant: number, timeZone: string): PartOfDay {
  const local = localMs(instant, timeZone)
  const hour = Math.floor((local - Math.floor(local / dayMs) * dayMs) / hourMs)
  if (hour < 4) return 'night'
  if (hour < 6) return 'dawn'
  if (hour < 12) return 'morning'
  if (hour < 14) return 'noon'
  if (hour < 17) return 'afternoon'
  return hour < 22 ? 'evening' : 'night'
}

/** The next time a day of the year comes at a given hour UTC: this year's if it is still ahead, else next year's. */
export function nextYearly(month: number, day: number, hourUtc: number, now: number): number {
  const year = new Date(now).getUTCFullYear()
  const thisYear = Date.UTC(year, month - 1, day, hourUtc)
  return thisYear > now ? thisYear : Date.UTC(year + 1, month - 1, day, hourUtc)
}

/** ISO 8601 with the city's own offset, `2026-01-20T18:00:00+03:00`: the instant and the clock in one. */
export function isoInZone(instant: number, timeZone: string): string {
  // ISO has no seconds in an offset, which clocks had in the nineteenth century.
  const offset = Math.round(offsetMinutes(instant, timeZone))
  const two = (value: number) => String(value).padStart(2, '0')
  const size = Math.abs(offset)
  const shown = new Date(instant + offset * minuteMs).toISOString().slice(0, 19)
  return `${shown}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
