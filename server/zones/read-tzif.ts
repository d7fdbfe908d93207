// Reads a compiled zone file (TZif, RFC 9636): its transitions, and those of its footer rule for later years.
import type { Transition } from './compile-zones.ts'

const lastYear = 2100

/** Undefined if it is not such a file, or is version 1, whose times end in 2038. */
export function readTzif(bytes: Buffer): readonly Transition[] | undefined {
  if (bytes.length < 44 || bytes.toString('latin1', 0, 4) !== 'TZif' || (bytes[4] ?? 0) < 0x32)
    return undefined
  const first = countsAt(bytes, 0)
  const start =
    44 + first.times * 5 + first.types * 6 + first.letters + first.leaps * 8 + first.walls + first.uts
  const { times, types, letters, leaps, walls, uts } = countsAt(bytes, start)
  const timesAt = start + 44
  const kindsAt = timesAt + times * 8
  const typesAt = kindsAt + times
  const footerAt = typesAt + types * 6 + letters + leaps * 12 + walls + uts
  const offsetOf = (type: number) => bytes.readInt32BE(typesAt + type * 6) / 60
  const found: Transition[] = [[Number.NEGATIVE_INFINITY, offsetOf(0)]]
  // Includes transitions that change no offset, because the rule applies after the last one.
  let last = 0
  for (let index = 0; index < times; index += 1) {
    const at = Number(bytes.readBigInt64BE(timesAt + index * 8)) * 1000
    last = at
    push(found, at, offsetOf(bytes[kindsAt + index] ?? 0))
  }
  const rule = bytes.toString('latin1', footerAt).split('\n')[1] ?? ''
  for (const [at, offset] of repeatedBy(rule, last)) push(found, at, offset)
  return found
}

function push(found: Transition[], at: number, offset: number): void {
  if (found.at(-1)?.[1] !== offset) found.push([at, offset])
}

function countsAt(bytes: Buffer, start: number) {
  const [uts = 0, walls = 0, leaps = 0, times = 0, types = 0, letters = 0] = [20, 24, 28, 32, 36, 40].map(
    (at) => bytes.readUInt32BE(start + at),
  )
  return { uts, walls, leaps, times, types, letters }
}

const name = '(?:[A-Za-z]{3,}|<[A-Za-z0-9+-]+>)'
const time = '([+-]?\\d+(?::\\d+){0,2})'
const posix = new RegExp(
  `^${name}${time}(?:${name}${time}?,(M[\\d.]+|J?\\d+)(?:/${time})?,(M[\\d.]+|J?\\d+)(?:/${time})?)?$`,
)

/** Transitions after `after` (epoch ms) by a POSIX rule such as `EET-2EEST,M3.5.0/0,M10.5.0/0`. */
function repeatedBy(rule: string, after: number): readonly Transition[] {
  const [, west, westInSummer, begins, beginsAt = '2', ends, endsAt = '2'] = posix.exec(rule) ?? []
  if (west === undefined || begins === undefined || ends === undefined) return []
  const standard = -secondsOf(west)
  const summer = westInSummer === undefined ? standard + 3600 : -secondsOf(westInSummer)
  const found: Transition[] = []
  const firstYear = new Date(after).getUTCFullYear()
  for (let year = firstYear; year <= lastYear; year += 1) {
    found.push([dayOf(year, begins) + (secondsOf(beginsAt) - standard) * 1000, summer / 60])
    found.push([dayOf(year, ends) + (secondsOf(endsAt) - summer) * 1000, standard / 60])
  }
  return found.filter(([at]) => at > after).sort((a, b) => a[0] - b[0])
}

function secondsOf(text: string): number {
  const [hours = 0, minutes = 0, seconds = 0] = text.replace(/[+-]/, '').split(':').map(Number)
  return (text.startsWith('-') ? -1 : 1) * (hours * 3600 + minutes * 60 + seconds)
}

/** Midnight UTC (epoch ms) of a day: `Mmonth.week.weekday`, `Jday` without 29 February, or days from 0. */
function dayOf(year: number, day: string): number {
  if (day.startsWith('J')) {
    const isLeap = new Date(Date.UTC(year, 1, 29)).getUTCMonth() === 1
    const number = Number(day.slice(1))
    return Date.UTC(year, 0, number + (isLeap && number >= 60 ? 1 : 0))
  }
  if (!day.startsWith('M')) return Date.UTC(year, 0, 1 + Number(day))
  const [month = 1, week = 1, weekday = 0] = day.slice(1).split('.').map(Number)
  const first = new Date(Date.UTC(year, month - 1, 1)).getUTCDay()
  const date = 1 + ((weekday - first + 7) % 7) + (week - 1) * 7
  const lastDate = new Date(Date.UTC(year, month, 0)).getUTCDate()
  return Date.UTC(year, month - 1, date > lastDate ? date - 7 : date)
}
