// A length of time in the reader's words: hours and minutes with their plurals, from the platform's own tables.

export function durationText(minutes: number, formatLocale: string): string {
  const unit = (value: number, name: 'hour' | 'minute') =>
    new Intl.NumberFormat(formatLocale, { style: 'unit', unit: name, unitDisplay: 'long' }).format(value)
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  const parts = [
    ...(hours > 0 ? [unit(hours, 'hour')] : []),
    ...(rest > 0 || hours === 0 ? [unit(rest, 'minute')] : []),
  ]
  return new Intl.ListFormat(formatLocale, { type: 'conjunction' }).format(parts)
}
