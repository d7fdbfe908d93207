// A length of time as a hall reads it: minutes and seconds, with hours before them where there are any, and days alone while there are several.

const dayMs = 86_400_000

/** `ms` rounded up, so that the last second reads 1; never below nothing. */
export function minuteText(ms: number, formatLocale: string): string {
  if (ms >= 2 * dayMs) {
    const days = { style: 'unit', unit: 'day', unitDisplay: 'long' } as const
    return Math.floor(ms / dayMs).toLocaleString(formatLocale, days)
  }
  const seconds = Math.max(0, Math.ceil(ms / 1000))
  const parts = [Math.floor(seconds / 3600), Math.floor((seconds % 3600) / 60), seconds % 60]
  const shown = parts[0] === 0 ? parts.slice(1) : parts
  const text = shown.map((part, index) =>
    part.toLocaleString(formatLocale, { minimumIntegerDigits: index === 0 ? 1 : 2, useGrouping: false }),
  )
  // A clock reads from the left in every script.
  return `\u2066${text.join(':')}\u2069`
}
