// Instants in the reader's words: the clock of a city with its weekday and the part of the day that people would say.
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

/** The night after midnight has words of its own: "Wednesday night" would be a day too late. */
function saidPart(instant: number, timeZone: string): string {
  const part = partOfDay(instant, timeZone)
  return part === 'night' && localFromInstant(instant, timeZone).slice(11) < '12:00' ? 'after_midnight' : part
}

/** A clock of 24 hours says the part of the day itself. */
const noPart = 'none'

/** The hour alone, for lists that stand under one date: “18:00”, «٦:٠٠ مساءً». */
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

/** With the weekday only where the city's date is not that of the place whose date stands above. */
export function timeBesideText(
  words: Words,
  instant: number,
  timeZone: string,
  dateTimeZone: string,
): string {
  const isOtherDay = dayDifference(instant, timeZone, dateTimeZone) !== 0
  return isOtherDay ? whenText(words, instant, timeZone) : timeText(words, instant, timeZone)
}

/** Date and hour, for what may be far away or long ago: “Wednesday 20 January 2027, 18:00”. */
export function dateTimeText(words: Words, instant: number, timeZone: string): string {
  return words.t('common.date-time', {
    date: clock(instant, timeZone, words.formatLocale, 'long-date'),
    time: timeText(words, instant, timeZone),
  })
}

/** How far the city's clock is from UTC: “local time, UTC+3”. Names of zones follow the device's rules, which may not be ours. */
export function zoneText({ t, number }: Words, instant: number, timeZone: string): string {
  const minutes = Math.round(offsetMinutes(instant, timeZone))
  const [hours, rest] = [Math.trunc(Math.abs(minutes) / 60), Math.abs(minutes) % 60]
  const distance = `${t('clock.utc')}${minutes < 0 ? '−' : '+'}${number(hours)}${rest === 0 ? '' : `:${number(rest)}`}`
  return t('clock.zone-distance', { distance })
}
