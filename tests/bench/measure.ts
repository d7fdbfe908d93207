// What benchmarks share: order statistics, and the table they end in.

export type Figure = {
  readonly name: string
  readonly unit: string
  readonly median: number
  readonly p99: number
  /** Median as a multiple of the bare library's, measured in the same run; null where there is nothing bare to compare with. */
  readonly ratio: number | null
}

/** `share` from 0 to 1, nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function figure(
  name: string,
  unit: string,
  values: readonly number[],
  bare?: readonly number[],
): Figure {
  const median = quantile(values, 0.5)
  return {
    name,
    unit,
    median,
    p99: quantile(values, 0.99),
    ratio: bare === undefined ? null : median / quantile(bare, 0.5),
  }
}

export function printTable(figures: readonly Figure[]): void {
  const shown = (value: number) => (value >= 100 ? value.toFixed(0) : value.toFixed(1))
  for (const { name, unit, median, p99, ratio } of figures) {
    const against = ratio === null ? '' : `  ${ratio.toFixed(2)} × bare`
    console.log(`${name.padEnd(52)} median ${shown(median)} ${unit}  p99 ${shown(p99)} ${unit}${against}`)
  }
}
