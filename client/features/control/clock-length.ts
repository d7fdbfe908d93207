// A length of time as it stands on a desk's clock: minutes and seconds in the reader's digits.

/** `ms` of any sign; its sign is not written. Whole seconds, rounded down. */
export function clockLength(ms: number, formatLocale: string): string {
  const seconds = Math.floor(Math.abs(ms) / 1000)
  const two = new Intl.NumberFormat(formatLocale, { minimumIntegerDigits: 2, useGrouping: false })
  return `${two.format(Math.floor(seconds / 60))}:${two.format(seconds % 60)}`
}
