// Finds a rule by which a zone's offset changes every year, written as an RRULE (RFC 5545 §3.3.10).

/** A change of a zone's offset: the instant (epoch ms), and minutes east of UTC before and after it. */
export type OffsetChange = { readonly onset: number; readonly before: number; readonly after: number }

/** The same change in every year: the local time of the first one, and its recurrence rule. */
export type YearlyChange = Omit<OffsetChange, 'onset'> & { readonly first: number; readonly rule: string }

const minuteMs = 60_000
const dayMs = 86_400_000
/** Within this many years, each weekday falls on each date of a month. */
const yearsAhead = 12
const weekdays = ['SU', 'MO', 'TU', 'WE', 'TH', 'FR', 'SA'] as const

/** A weekday of a month: the first one on or after `from`, or the last one. */
type Days = { readonly month: number; readonly weekday: number; readonly from: number | 'last' }

/**
 * One change forward and one back, each by a rule that holds in all of these years; null if the offset changed otherwise in any of them.
 * `years`: the changes of at least three consecutive years. `offsetAt`: minutes east of UTC at an instant.
 */
export function yearlyChanges(
  years: readonly (readonly OffsetChange[])[],
  offsetAt: (instant: number) => number,
): readonly YearlyChange[] | null {
  if (years.length < 3 || years.some((changes) => changes.length !== 2)) return null
  const pairs = years.map((changes) => [...changes].sort((one, other) => one.after - other.after))
  const rules = [0, 1].map((which) =>
    yearlyChange(
      pairs.map((pair) => pair[which]),
      offsetAt,
    ),
  )
  const found = rules.filter((rule) => rule !== null)
  return found.length === 2 ? found : null
}

function yearlyChange(
  changes: readonly (OffsetChange | undefined)[],
  offsetAt: (instant: number) => number,
): YearlyChange | null {
  const [sample] = changes
  if (sample === undefined) return null
  const { before, after } = sample
  const first = shown(sample)
  const isAlike = (change: OffsetChange | undefined) =>
    change?.before === before && change.after === after && timeOf(shown(change)) === timeOf(first)
  if (!changes.every(isAlike)) return null
  const date = new Date(first)
  const [month, weekday] = [date.getUTCMonth(), date.getUTCDay()]
  const starts: Days['from'][] = ['last', 1, 8, 15, 22]
  for (let from = 2; from + 6 <= daysIn(2023, month); from += 1) if (from % 7 !== 1) starts.push(from)
  const fitting = starts
    .map((from): Days => ({ month, weekday, from }))
    .filter((days) => changes.every((change) => change !== undefined && isOn(shown(change), days)))
  const lastYear = date.getUTCFullYear() + changes.length - 1
  const holds = (days: Days) => {
    let ahead = 0
    while (ahead < yearsAhead && isChange(dayOf(lastYear + ahead + 1, days) + timeOf(first))) ahead += 1
    return ahead
  }
  /** Whether the offset changes like this at that local time. */
  const isChange = (clock: number) => {
    const at = clock - before * minuteMs
    return offsetAt(at) === after && offsetAt(at - minuteMs) === before
  }
  let best: { readonly days: Days; readonly ahead: number } | null = null
  for (const days of fitting) {
    const ahead = holds(days)
    if (best === null || ahead > best.ahead) best = { days, ahead }
  }
  return best === null ? null : { before, after, first, rule: ruleText(best.days) }
}

/** The local time at the change, as if it were UTC. */
function shown({ onset, before }: OffsetChange): number {
  return onset + before * minuteMs
}

function timeOf(clock: number): number {
  return clock - Math.floor(clock / dayMs) * dayMs
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate()
}

function isOn(clock: number, days: Days): boolean {
  return dayOf(new Date(clock).getUTCFullYear(), days) === clock - timeOf(clock)
}

/** Midnight of that day. */
function dayOf(year: number, { month, weekday, from }: Days): number {
  const earliest = Date.UTC(year, month, from === 'last' ? daysIn(year, month) - 6 : from)
  const ahead = (weekday - new Date(earliest).getUTCDay() + 7) % 7
  return earliest + ahead * dayMs
}

function ruleText({ month, weekday, from }: Days): string {
  const start = `FREQ=YEARLY;BYMONTH=${month + 1}`
  const day = weekdays[weekday]
  if (from === 'last') return `${start};BYDAY=-1${day}`
  if (from % 7 === 1) return `${start};BYDAY=${(from - 1) / 7 + 1}${day}`
  const dates = Array.from({ length: 7 }, (_, index) => from + index)
  return `${start};BYMONTHDAY=${dates.join()};BYDAY=${day}`
}
