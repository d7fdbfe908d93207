// The instant on the reader's own clock, shown only if it differs from the clock shown above.
import { clock, dayDifference, offsetMinutes } from '#shared/domain/time.ts'
import { timeText, whenText } from '../../i18n/clock-text.ts'
import type { I18n } from '../../i18n/i18n.ts'

/** “For you in Berlin: 16:00”, with the weekday if the date differs; null if both clocks agree. */
export function forReaderText(
  i18n: I18n,
  instant: number,
  besideZone: string,
  reader: { readonly timeZone: string; readonly place: string | null },
): string | null {
  if (offsetMinutes(instant, reader.timeZone) === offsetMinutes(instant, besideZone)) return null
  const isSameDay = dayDifference(instant, reader.timeZone, besideZone) === 0
  const when = (isSameDay ? timeText : whenText)(i18n, instant, reader.timeZone)
  return reader.place === null
    ? i18n.t('common.your-time', { when })
    : i18n.t('front.for-you-in', { when, city: reader.place })
}

/** The same instant in UTC, for readers whose own zone is unknown. */
export function utcText(i18n: I18n, instant: number, besideZone: string): string {
  return i18n.t('plain.utc', { time: shortClock(i18n.formatLocale, instant, 'UTC', besideZone) })
}

/** In `Intl`'s short format, for narrow places; with the weekday if the date differs. */
export function shortClock(
  formatLocale: string,
  instant: number,
  timeZone: string,
  besideZone: string,
): string {
  const isOtherDay = dayDifference(instant, timeZone, besideZone) !== 0
  return clock(instant, timeZone, formatLocale, isOtherDay ? 'weekday-time' : 'time')
}
