// The zone rules that the JavaScript engine brings (ICU), asked through `Intl`.
import type { RuleSource } from './rule-source.ts'

/** Null for a name that this platform does not have. */
const formats = new Map<string, Intl.DateTimeFormat | null>()
/** All there are; readers may send others. */
const mostNames = 2000

function formatOf(name: string): Intl.DateTimeFormat | null {
  const known = formats.get(name)
  if (known !== undefined) return known
  let made: Intl.DateTimeFormat | null = null
  try {
    made = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
  } catch {
    // Not a zone here.
  }
  if (formats.size >= mostNames) formats.clear()
  formats.set(name, made)
  return made
}

/** `GMT`, `GMT+03:00`, `GMT-04:30:36`. */
function minutesOf(text: string): number {
  const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] =
    /GMT([+-])(\d+)(?::(\d+))?(?::(\d+))?$/.exec(text) ?? []
  const size = Number(hours) * 60 + Number(minutes) + Number(seconds) / 60
  return sign === '-' ? -size : size
}

/** One name for all the names of a zone, as this platform has it; undefined for a name that it does not have. */
export function canonicalZone(name: string): string | undefined {
  return formatOf(name)?.resolvedOptions().timeZone
}

function offsetAt(name: string, instant: number): number | undefined {
  const format = formatOf(name)
  return format === null ? undefined : minutesOf(format.format(instant))
}

const dayMs = 86_400_000
const secondMs = 1000

/** Walks the days; within one in which the offset differs, the second of the change. */
function changesBetween(name: string, from: number, until: number) {
  const changes: (readonly [number, number])[] = []
  let before = offsetAt(name, from)
  if (before === undefined) return changes
  for (let early = from; early < until; early += dayMs) {
    const late = Math.min(until, early + dayMs)
    const after: number = offsetAt(name, late - 1) ?? before
    if (after === before) continue
    let [low, high] = [early, late - 1]
    while (high - low > 1) {
      const middle = Math.floor((low + high) / 2)
      if (offsetAt(name, middle) === before) low = middle
      else high = middle
    }
    changes.push([Math.round(high / secondMs) * secondMs, after])
    before = after
  }
  return changes
}

/** `folder`: where ICU was told to read its rules from, if it was. */
export function platformRules(folder: string | undefined): RuleSource {
  return {
    name: 'platform',
    version: process.versions['tz'] ?? 'unknown',
    from: folder ?? null,
    at: null,
    offsetAt,
    changesBetween,
  }
}
