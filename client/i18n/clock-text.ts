// Formats instants for the reader: a city's local time, with its weekday and part of the day.
import {
  clock,
  dayDifference,
  hasDayPeriods,
  localFromInstant,
  offsetMinutes,
  partOfDay,
} from '#shared/domain/time.ts'
import type { I18n } from './i18n.ts'

type Words = Pick<I18n, 't' | 'formatLocale' | 'number'>

/** Names the hours after midnight separately: people would understand "Wednesday night" as the night that follows. */
function saidPart(instant: number, timeZone: string): string {
  const part = partOfDay(instant, timeZone)
  return part === 'night' && localFromInstant(instant, timeZone).slice(11) < '12:00' ? 'after_midnight' : part
}

/** A 24-hour clock needs no part of the day. */
const noPart = 'none'

/** Only the time, for lists under one date: “18:00”, «٦:٠٠ مساءً». */
export function timeText({ t, formatLocale }: Words, instant: number, timeZone: string): string {
  const time = clock(instant, timeZone, formatLocale, 'bare-time')
  return t('clock.time', {
    time,
    part: hasDayPeriods(formatLocale) ? saidPart(instant, timeZone) : noPart,
  })
}

/** With the weekday: “Wednesday evening, 18:00”, «مساء الأربعاء، ٦:٠٠». */
export function whenText({ t, formatLocale }: Words, instant: number, timeZone: string): string {
  const time = clock(instant, timeZone, formatLocale, 'bare-time')
  const weekday = clock(instant, timeZone, formatLocale, 'weekday')
  return t('clock.when', { time, weekday, part: saidPart(instant, timeZone) })
}

/** Adds the weekday only if the city's date differs from that of the place whose date is shown above. */
export function timeBesideText(
  words: Words,
  instant: number,
  timeZone: string,
  dateTimeZone: string,
): string {
  const isOtherDay = dayDifference(instant, timeZone, dateTimeZone) !== 0
  return isOtherDay ? whenText(words, instant, timeZone) : timeText(words, instant, timeZone)
}

/** Date and time, for instants that may be far away or long ago: “Wednesday 20 January 2027, 18:00”. */
export function dateTimeText(words: Words, instant: number, timeZone: string): string {
  return words.t('common.date-time', {
    date: clock(instant, timeZone, words.formatLocale, 'long-date'),
    time: timeText(words, instant, timeZone),
  })
}

/** The city's offset from UTC: “local time, UTC+3”. Zone names would follow the device's rules, which may differ from ours. */
export function zoneText({ t, number }: Words, instant: number, timeZone: string): string {
  const minutes = Math.round(offsetMinutes(instant, timeZone))
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const distance = `${t('clock.utc')}${minutes < 0 ? '−' : '+'}${number(hours)}${rest === 0 ? '' : `:${number(rest)}`}`
  return t('clock.zone-distance', { distance })
}
