// The zone rules of the JavaScript engine (ICU), read through `Intl`.
import type { RuleSource } from './rule-source.ts'

/** Null for a name that this platform does not know. */
const formats = new Map<string, Intl.DateTimeFormat | null>()
/** Enough for all zones; readers may send other names. */
const mostNames = 2000

function formatOf(name: string): Intl.DateTimeFormat | null {
  const known = formats.get(name)
  if (known !== undefined) return known
  let made: Intl.DateTimeFormat | null = null
  try {
    made = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' })
  } catch {
    // This platform does not know the zone.
  }
  if (formats.size >= mostNames) formats.clear()
  formats.set(name, made)
  return made
}

/** Parses `GMT`, `GMT+03:00`, `GMT-04:30:36`. */
function minutesOf(text: string): number {
  const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] =
    /GMT([+-])(\d+)(?::(\d+))?(?::(\d+))?$/.exec(text) ?? []
  const size = Number(hours) * 60 + Number(minutes) + Number(seconds) / 60
  return sign === '-' ? -size : size
}

/** The platform's canonical name of a zone; undefined for an unknown name. */
export function canonicalZone(name: string): string | undefined {
  return formatOf(name)?.resolvedOptions().timeZone
}

function offsetAt(name: string, instant: number): number | undefined {
  const format = formatOf(name)
  return format === null ? undefined : minutesOf(format.format(instant))
}

const dayMs = 86_400_000
const secondMs = 1000

/** Compares the offsets day by day; finds the second of each change. */
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

/** `folder`: the folder from which ICU reads its rules, if one was set. */
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
