// Writes a zone's rules as a VTIMEZONE (RFC 5545 §3.6.5), derived from the zone rules of this process.
import { offsetMinutes } from '#shared/domain/time.ts'
import { local } from './icalendar.ts'
import { type OffsetChange, type YearlyChange, yearlyChanges } from './yearly-rule.ts'

const dayMs = 86_400_000
const minuteMs = 60_000

/**
 * Lines of a VTIMEZONE that is valid from the last day of the year before `from` until the second day of the year after `to` (epoch ms). If
 * one rule covers these years, the year before and the year after: one STANDARD and one DAYLIGHT with an RRULE, which Outlook can read. If
 * the offset never changes: one STANDARD. Otherwise: each change separately.
 */
export function timeZoneLines(timeZone: string, from: number, to: number): string[] {
  const years = { first: new Date(from).getUTCFullYear(), last: new Date(to).getUTCFullYear() }
  const around: (readonly OffsetChange[])[] = []
  for (let year = years.first - 1; year <= years.last + 1; year += 1) around.push(changesIn(timeZone, year))
  const offsetAt = (instant: number) => offsetMinutes(instant, timeZone)
  const yearly = yearlyChanges(around, offsetAt)
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${timeZone}`,
    ...(yearly === null
      ? singleLines(around.slice(1, -1).flat(), years.first, offsetAt)
      : yearly.flatMap(yearlyLines)),
    'END:VTIMEZONE',
  ]
}

/** The offset at the start, and each later change. */
function singleLines(
  changes: readonly OffsetChange[],
  firstYear: number,
  offsetAt: (instant: number) => number,
): string[] {
  const begins = Date.UTC(firstYear, 0, 1) - dayMs
  const offset = offsetAt(begins)
  const first: OffsetChange = { onset: begins, before: offset, after: offset }
  // The years overlap by a few days.
  const all = [first, ...new Map(changes.map((change) => [change.onset, change])).values()]
  const least = Math.min(...all.map(({ after }) => after))
  return all.flatMap(({ onset, before, after }) =>
    observanceLines({ clock: onset + before * minuteMs, before, after }, after > least),
  )
}

function yearlyLines({ first, before, after, rule }: YearlyChange): string[] {
  return observanceLines({ clock: first, before, after }, after > before, rule)
}

/** `clock`: the local time before the change. Whether it is called daylight time is only a label: readers use the offsets. */
function observanceLines(
  { clock, before, after }: { readonly clock: number; readonly before: number; readonly after: number },
  isDaylight: boolean,
  rule?: string,
): string[] {
  const name = isDaylight ? 'DAYLIGHT' : 'STANDARD'
  return [
    `BEGIN:${name}`,
    `DTSTART:${local(new Date(clock).toISOString().slice(0, 16))}`,
    ...(rule === undefined ? [] : [`RRULE:${rule}`]),
    `TZOFFSETFROM:${offsetText(before)}`,
    `TZOFFSETTO:${offsetText(after)}`,
    `END:${name}`,
  ]
}

/** RFC 5545 §3.3.14. */
function offsetText(minutes: number): string {
  const size = Math.abs(minutes)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}${two(Math.floor(size % 60))}`
}

const known = new Map<string, readonly OffsetChange[]>()
const mostKnown = 2000

/** A process's rules do not change while it runs, so each year of a zone is computed once. */
function changesIn(timeZone: string, year: number): readonly OffsetChange[] {
  const key = `${timeZone} ${year}`
  const found = known.get(key)
  if (found !== undefined) return found
  const changes: OffsetChange[] = []
  const end = Date.UTC(year + 1, 0, 1) + dayMs
  let before = offsetMinutes(Date.UTC(year, 0, 1) - dayMs, timeZone)
  for (let day = Date.UTC(year, 0, 1); day <= end; day += dayMs) {
    const after = offsetMinutes(day, timeZone)
    if (after !== before) changes.push({ onset: changeWithin(timeZone, day - dayMs, day), before, after })
    before = after
  }
  if (known.size >= mostKnown) known.clear()
  known.set(key, changes)
  return changes
}

/** The first minute (epoch ms) with the offset in force at `late`; `early` has another offset. */
function changeWithin(timeZone: string, early: number, late: number): number {
  const after = offsetMinutes(late, timeZone)
  let [low, high] = [early, late]
  while (high - low > minuteMs) {
    const middle = low + Math.floor((high - low) / 2 / minuteMs) * minuteMs
    if (offsetMinutes(middle, timeZone) === after) high = middle
    else low = middle
  }
  return high
}
