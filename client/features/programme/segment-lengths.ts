// Parses and formats lengths of segments: minutes, and seconds after a colon.
import { latinDigits } from '#shared/domain/typed-digits.ts'

/** “5”, “5:30”, «٥:٣٠» → ms; null if it is not a length. */
export function readLength(text: string): number | null {
  const latin = latinDigits(text.normalize('NFKC')).trim()
  const found = /^(\d{1,4})(?:[:.٫](\d{2}))?$/.exec(latin)
  if (found === null) return null
  const seconds = Number(found[2] ?? 0)
  return seconds > 59 ? null : (Number(found[1]) * 60 + seconds) * 1000
}

/** The text in a field: `5`, `5:30`. */
export function lengthEntry(ms: number): string {
  const { minutes, seconds } = partsOf(ms)
  return seconds === 0 ? `${minutes}` : `${minutes}:${String(seconds).padStart(2, '0')}`
}

/** In words: “5 min, 30 sec”, or with full unit names where there is room. */
export function lengthText(
  ms: number,
  formatLocale: string,
  unitDisplay: 'short' | 'long' = 'short',
): string {
  const { minutes, seconds } = partsOf(ms)
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const unit = (value: number, name: 'hour' | 'minute' | 'second') =>
    new Intl.NumberFormat(formatLocale, { style: 'unit', unit: name, unitDisplay }).format(value)
  const parts = [
    ...(hours > 0 ? [unit(hours, 'hour')] : []),
    ...(rest > 0 || minutes + seconds === 0 ? [unit(rest, 'minute')] : []),
    ...(seconds > 0 ? [unit(seconds, 'second')] : []),
  ]
  return new Intl.ListFormat(formatLocale, { type: 'unit', style: 'narrow' }).format(parts)
}

function partsOf(ms: number): { readonly minutes: number; readonly seconds: number } {
  const all = Math.round(ms / 1000)
  return { minutes: Math.floor(all / 60), seconds: all % 60 }
}
