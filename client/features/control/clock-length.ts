// Formats a duration for a clock: minutes and seconds in the reader's digits.

/** `ms` may be negative; the sign is not shown. Rounded down to whole seconds. */
export function clockLength(ms: number, formatLocale: string): string {
  const seconds = Math.floor(Math.abs(ms) / 1000)
  const two = new Intl.NumberFormat(formatLocale, { minimumIntegerDigits: 2, useGrouping: false })
  return `${two.format(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`
}
