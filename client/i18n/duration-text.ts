// Formats a duration in the reader's language: hours and minutes with their plurals, from `Intl`.

type Formats = Readonly<Record<'hour' | 'minute', Intl.NumberFormat>> & { readonly list: Intl.ListFormat }

const formatsOf = new Map<string, Formats>()

/** Cached per locale: a ruler of three hundred cities formats many durations. */
function formatsFor(formatLocale: string): Formats {
  const known = formatsOf.get(formatLocale)
  if (known !== undefined) return known
  const unit = (name: 'hour' | 'minute') =>
    new Intl.NumberFormat(formatLocale, { style: 'unit', unit: name, unitDisplay: 'long' })
  const list = new Intl.ListFormat(formatLocale, { type: 'conjunction' })
  const made = { hour: unit('hour'), minute: unit('minute'), list }
  formatsOf.set(formatLocale, made)
  return made
}

export function durationText(minutes: number, formatLocale: string): string {
  const formats = formatsFor(formatLocale)
  const hours = Math.floor(minutes / 60)
  const rest = minutes % 60
  const parts = [
    ...(hours > 0 ? [formats.hour.format(hours)] : []),
    ...(rest > 0 || hours === 0 ? [formats.minute.format(rest)] : []),
  ]
  return formats.list.format(parts)
}
