// A zone's clock as iCalendar tells it (VTIMEZONE, RFC 5545 §3.6.5), read off the zone rules that this machine runs with.
import { offsetMinutes } from '#shared/domain/time.ts'
import { local } from './icalendar.ts'

/** From an instant (epoch ms) on, until the next one, a clock is this far east of UTC. */
type Observance = { readonly onset: number; readonly before: number; readonly after: number }

const dayMs = 86_400_000
const minuteMs = 60_000

/**
 * Lines of a VTIMEZONE that is right from the last day of the year before `from` until the second day of the year after `to` (epoch ms). Each
 * change of the clock is named once rather than by a rule for all years: rules change, and a reader takes this file anew.
 */
export function timeZoneLines(timeZone: string, from: number, to: number): string[] {
  const years = { first: new Date(from).getUTCFullYear(), last: new Date(to).getUTCFullYear() }
  const begins = Date.UTC(years.first, 0, 1) - dayMs
  const offset = offsetMinutes(begins, timeZone)
  const first: Observance = { onset: begins, before: offset, after: offset }
  const changes: Observance[] = []
  for (let year = years.first; year <= years.last; year += 1) changes.push(...changesIn(timeZone, year))
  // Years overlap by a few days.
  const observances = [first, ...new Map(changes.map((change) => [change.onset, change])).values()]
  const least = Math.min(...observances.map(({ after }) => after))
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${timeZone}`,
    ...observances.flatMap((observance) => observanceLines(observance, observance.after > least)),
    'END:VTIMEZONE',
  ]
}

/** Whether it is called daylight time is a word only: readers go by the offsets. */
function observanceLines({ onset, before, after }: Observance, isDaylight: boolean): string[] {
  const name = isDaylight ? 'DAYLIGHT' : 'STANDARD'
  const clock = new Date(onset + before * minuteMs).toISOString().slice(0, 16)
  return [
    `BEGIN:${name}`,
    `DTSTART:${local(clock)}`,
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

const known = new Map<string, readonly Observance[]>()
const mostKnown = 2000

/** The rules of a process do not change while it runs, so that each year of a zone is walked once. */
function changesIn(timeZone: string, year: number): readonly Observance[] {
  const key = `${timeZone} ${year}`
  const found = known.get(key)
  if (found !== undefined) return found
  const changes: Observance[] = []
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

/** The first minute (epoch ms) of the offset that is in force at `late`, where `early` has another. */
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
