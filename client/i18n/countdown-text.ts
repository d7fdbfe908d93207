// The countdown in words, for screen readers: its two largest units, or that the gathering has begun or is over.
import type { I18n } from './i18n.ts'

const minuteMs = 60_000
const dayMs = 86_400_000

export function countdownText(
  { t, formatLocale }: Pick<I18n, 't' | 'formatLocale'>,
  { startsAt, lengthMs, now }: { readonly startsAt: number; readonly lengthMs: number; readonly now: number },
): string {
  if (now >= startsAt + lengthMs) return t('countdown.after')
  const distance = Math.abs(startsAt - now)
  if (distance < minuteMs) return t(now < startsAt ? 'countdown.spoken-soon' : 'countdown.spoken-begun')
  const length = largestUnits(distance, formatLocale)
  return t(now < startsAt ? 'countdown.spoken' : 'countdown.spoken-live', { length })
}

/** Days and hours, hours and minutes, or minutes; units with value 0 are omitted. */
function largestUnits(ms: number, formatLocale: string): string {
  const minutes = Math.floor(ms / minuteMs)
  const units = [
    ['day', Math.floor(ms / dayMs)],
    ['hour', Math.floor(minutes / 60) % 24],
    ['minute', minutes % 60],
  ] as const
  const first = units.findIndex(([, value]) => value > 0)
  const named = units.slice(first, first + 2).filter(([, value]) => value > 0)
  const words = named.map(([unit, value]) =>
    new Intl.NumberFormat(formatLocale, { style: 'unit', unit, unitDisplay: 'long' }).format(value),
  )
  return new Intl.ListFormat(formatLocale, { type: 'conjunction' }).format(words)
}
