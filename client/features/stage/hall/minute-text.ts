// Formats a duration for a hall's screen: minutes and seconds, hours if there are any, and only days from two days on.

const dayMs = 86_400_000

/** `ms` is rounded up, so that the last second reads 1; never negative. */
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
  // Clock digits run left to right in every script.
  return `\u2066${text.join(':')}\u2069`
}
