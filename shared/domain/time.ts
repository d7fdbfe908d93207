// Instants and local times, by the zone rules of the server. The only file that uses `Intl.DateTimeFormat`.
import { learnedOffset } from './zone-clock.ts'

/** A local date and time without a zone, `YYYY-MM-DDTHH:mm`, the value format of `<input type="datetime-local">`. */
export type LocalDateTime = string

const localDateTimePattern = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2})$/

/** Replaces a zone name for the reader's own clock, the only one that uses the device's zone rules. */
export const deviceClock = 'device'

/** Minutes east of UTC by the zone rules; undefined for an unknown zone. */
export type ZoneSource = (timeZone: string, instant: number) => number | undefined

/** Browsers and server-side rendering use offsets that the server sent; the server sets its own rules here. */
let source: ZoneSource = learnedOffset

export function setZoneSource(rules: ZoneSource): void {
  source = rules
}

/** Undefined for a zone whose offset is unknown here. */
function knownOffset(timeZone: string, instant: number): number | undefined {
  if (timeZone === 'UTC') return 0
  if (timeZone === deviceClock) return -new Date(instant).getTimezoneOffset()
  return source(timeZone, instant)
}

/** Whether the zone's offset is known here. */
export function isTimeZone(name: string): boolean {
  return knownOffset(name, 0) !== undefined
}

/** The IANA name of the device's zone. The only guess we make about where its user is. */
export function deviceTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone
}

/**
 * The instant of a local time in a zone. If clocks are set back and the time occurs twice, the first. If clocks are set forward and it
 * never occurs, the instant by the offset before the change (RFC 5545 §3.3.5). Null if the text is no date.
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

/** Minutes east of UTC at that instant; 0 for a zone whose offset is unknown here (its times are marked as UTC). */
export function offsetMinutes(instant: number, timeZone: string): number {
  return knownOffset(timeZone, instant) ?? 0
}

/** The local time as if it were UTC; epoch ms. */
function localMs(instant: number, timeZone: string): number {
  return instant + offsetMinutes(instant, timeZone) * minuteMs
}

/**
 * How many calendar days one zone's date is ahead of another's at one instant (negative: behind): −2 to 2, because clocks are up to 26
 * hours apart.
 */
export function dayDifference(instant: number, timeZone: string, fromTimeZone: string): number {
  const dayOf = (zone: string) => Math.floor(localMs(instant, zone) / dayMs)
  return dayOf(timeZone) - dayOf(fromTimeZone)
}

/**
 * The instants from `from` until, but not including, `to` (epoch ms) at which a new date begins in a zone. Where clocks skip midnight, the
 * first instant after it.
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
  /** Without am or pm, for sentences that name the part of the day. */
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
  /** Never with a second calendar's date. */
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

/** A private-use subtag (RFC 5646 §2.2.7), which `Intl` keeps and ignores. */
const hijriMark = '-x-hijri'

/** The same locale, with the Umm al-Qura date after whole dates. */
export function withHijri(locale: string): string {
  return `${locale}${hijriMark}`
}

/** Date styles that include the year, and so can be converted to another calendar. */
const wholeDates: ReadonlySet<ClockStyle> = new Set(['date', 'long-date'])

/** Styles that show the hour. */
const withHour: ReadonlySet<ClockStyle> = new Set([
  'time',
  'bare-time',
  'weekday-time',
  'short-date-time',
  'stamp',
])

/** With its last output: cities in one zone show the same time. */
type Format = { readonly made: Intl.DateTimeFormat; at: number; said: string }

const formats = new Map<string, Format>()

/** In UTC: a local time is formatted by adding the zone's offset, so that the device's own zone rules are never used. */
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
 * An instant in a zone, in the reader's locale (`ar-SY-u-nu-arab`, `en-GB`, …). For a zone whose offset is unknown here, shows UTC and says
 * so.
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

/** `local`: the local time as if it were UTC; epoch ms. */
function said(made: Intl.DateTimeFormat, local: number, locale: string, style: ClockStyle): string {
  if (style === 'bare-time') {
    const parts = made.formatToParts(local).filter((part) => part.type !== 'dayPeriod')
    return parts
      .map((part) => part.value)
      .join('')
      .trim()
  }
  if (wholeDates.has(style) && locale.endsWith(hijriMark)) {
    // In brackets: a dot between two numbers would look like the Arabic zero.
    return `${made.format(local)} (${formatOf(locale, 'hijri-date').made.format(local)})`
  }
  return made.format(local)
}

const withPeriods = new Map<string, boolean>()

/** Whether the locale uses a 12-hour clock, so that only a word distinguishes 5 am from 5 pm. */
export function hasDayPeriods(locale: string): boolean {
  const known = withPeriods.get(locale)
  if (known !== undefined) return known
  const { hour12 = false } = new Intl.DateTimeFormat(locale, { hour: 'numeric' }).resolvedOptions()
  withPeriods.set(locale, hour12)
  return hour12
}

export type PartOfDay = 'night' | 'dawn' | 'morning' | 'noon' | 'afternoon' | 'evening'

/** The common word for an hour of the day; by the clock, not by the sun, because people say it on the phone. */
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

/** The next occurrence of a yearly date at a given hour UTC: this year's if it is still ahead, otherwise next year's. */
export function nextYearly(month: number, day: number, hourUtc: number, now: number): number {
  const year = new Date(now).getUTCFullYear()
  const thisYear = Date.UTC(year, month - 1, day, hourUtc)
  return thisYear > now ? thisYear : Date.UTC(year + 1, month - 1, day, hourUtc)
}

/** ISO 8601 with the zone's offset, `2026-01-20T18:00:00+03:00`: shows both the instant and the local time. */
export function isoInZone(instant: number, timeZone: string): string {
  // ISO offsets have no seconds, which nineteenth-century offsets had.
  const offset = Math.round(offsetMinutes(instant, timeZone))
  const two = (value: number) => String(value).padStart(2, '0')
  const size = Math.abs(offset)
  const shown = new Date(instant + offset * minuteMs).toISOString().slice(0, 19)
  return `${shown}${offset < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`
}
