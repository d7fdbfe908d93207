// Shared by all benchmarks: order statistics, goals, and the table of results.

/** One run, or the median of several. */
export type Sample = { readonly median: number; readonly p99: number }

export type Goal = {
  readonly of: 'median' | 'p99' | 'ratio of medians' | 'ratio of p99'
  readonly bound: 'at most' | 'at least'
  readonly value: number
}

export type Row = {
  readonly measure: string
  readonly unit: string
  readonly ours: Sample
  /** The same with the bare library, measured in the same run; null if there is none to compare with. */
  readonly bare: Sample | null
  /** Ours divided by the bare one's: of the p99 if the goal is about it, otherwise of the medians. */
  readonly ratio: number | null
  readonly goal: Goal | null
  readonly isMet: boolean | null
}

/** `share` from 0 to 1, nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export function sampleOf(values: readonly number[]): Sample {
  return { median: quantile(values, 0.5), p99: quantile(values, 0.99) }
}

/** A result that is one number per run, such as a rate. */
export function single(value: number): Sample {
  return { median: value, p99: value }
}

/** The median run for each number separately, so that one disturbed run has no effect. */
export function middle(runs: readonly Sample[]): Sample {
  return {
    median: quantile(
      runs.map(({ median }) => median),
      0.5,
    ),
    p99: quantile(
      runs.map(({ p99 }) => p99),
      0.5,
    ),
  }
}

export function row(
  measure: string,
  unit: string,
  runs: readonly Sample[],
  against: { readonly bare?: readonly Sample[]; readonly goal?: Goal } = {},
): Row {
  const ours = middle(runs)
  const bare = against.bare === undefined ? null : middle(against.bare)
  const goal = against.goal ?? null
  const ratios = bare === null ? null : { medians: ours.median / bare.median, p99: ours.p99 / bare.p99 }
  const ratio = ratios && (goal?.of === 'ratio of p99' ? ratios.p99 : ratios.medians)
  const measured = goal === null ? null : goal.of === 'median' || goal.of === 'p99' ? ours[goal.of] : ratio
  return { measure, unit, ours, bare, ratio, goal, isMet: goal && measured !== null && isMet(goal, measured) }
}

function isMet({ bound, value }: Goal, measured: number): boolean {
  return bound === 'at most' ? measured <= value : measured >= value
}

const titles = ['measure', 'median', 'p99', 'unit', 'baseline median', 'baseline p99', 'ratio', 'goal', 'met']

function cells({ measure, unit, ours, bare, ratio, goal, isMet: met }: Row): readonly string[] {
  return [
    measure,
    shown(ours.median),
    shown(ours.p99),
    unit,
    bare === null ? '' : shown(bare.median),
    bare === null ? '' : shown(bare.p99),
    ratio === null ? '' : ratio.toFixed(2),
    goal === null ? '' : `${goal.of} ${goal.bound === 'at most' ? '≤' : '≥'} ${goal.value}`,
    met === null ? '' : met ? 'yes' : 'NO',
  ]
}

function shown(value: number): string {
  if (Math.abs(value) >= 100) return value.toFixed(0)
  return value.toFixed(Math.abs(value) >= 1 ? 1 : 2)
}

export function textTable(rows: readonly Row[]): string {
  const lines = [titles, ...rows.map(cells)]
  const widths = titles.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)))
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
}

export function markdownTable(rows: readonly Row[]): string {
  const lines = [titles, titles.map(() => '---'), ...rows.map(cells)]
  return lines.map((line) => `| ${line.join(' | ')} |`).join('\n')
}
