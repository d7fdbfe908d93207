// A VTIMEZONE must match the current zone rules, for every zone and year.
import fc from 'fast-check'
import ICAL from 'ical.js'
import { beforeAll, expect, test } from 'vitest'
import { foldLines } from '#server/calendar/fold-lines.ts'
import { timeZoneLines } from '#server/calendar/time-zone.ts'
import { offsetMinutes } from '#shared/domain/time.ts'
import { ensurePythonReader, readWithPython } from '../support/read-calendar.ts'

beforeAll(ensurePythonReader, 60_000)

const zones = Intl.supportedValuesOf('timeZone')
const hourMs = 3_600_000

const fileOf = (lines: readonly string[]) => foldLines(['BEGIN:VCALENDAR', ...lines, 'END:VCALENDAR'])
const shownAt = (instant: number, zone: string) => instant + offsetMinutes(instant, zone) * 60_000

/** Converts local times to instants (epoch ms) with an independent parser. */
function instantReader(lines: readonly string[], tzid: string): (shown: number) => number {
  const component = new ICAL.Component(ICAL.parse(fileOf(lines))).getFirstSubcomponent('vtimezone')
  if (component === null) throw new Error('no VTIMEZONE')
  const zone = new ICAL.Timezone({ component, tzid })
  return (shown) => {
    const time = ICAL.Time.fromDateTimeString(new Date(shown).toISOString().slice(0, 19))
    time.zone = zone
    return time.toUnixTime() * 1000
  }
}

/** Instants that the parser maps to another local time. An ambiguous local time may map to either instant. */
function misread(lines: readonly string[], zone: string, instants: readonly number[]): string[] {
  const read = instantReader(lines, zone)
  return instants
    .filter((at) => shownAt(read(shownAt(at, zone)), zone) !== shownAt(at, zone))
    .map((at) => `${zone} ${new Date(at).toISOString()}`)
}

test('an independent reader takes what the clock of any zone shows in any hour of any year for that instant', () => {
  const year = fc.integer({ min: 1975, max: 2040 })
  fc.assert(
    fc.property(fc.constantFrom(...zones), year, fc.integer({ min: 0, max: 8783 }), (zone, inYear, hour) => {
      const instant = Date.UTC(inYear, 0, 1) + hour * hourMs
      expect(misread(timeZoneLines(zone, instant, instant), zone, [instant])).toEqual([])
    }),
    { numRuns: 200 },
  )
}, 60_000)

test.each([
  ['Asia/Damascus', 2018],
  ['Asia/Damascus', 2022],
  ['Asia/Beirut', 2023],
  ['Africa/Casablanca', 2026],
  ['Africa/Cairo', 2014],
  ['Asia/Amman', 2022],
  ['Europe/Dublin', 2026],
  ['Australia/Lord_Howe', 2026],
  ['Asia/Kathmandu', 1986],
  ['Pacific/Apia', 2011],
  ['America/St_Johns', 2007],
])('every hour of %s in %i', (zone, year) => {
  const [from, to] = [Date.UTC(year, 0, 1), Date.UTC(year + 1, 0, 1)]
  const lines = timeZoneLines(zone, from, to - 1)
  const hours = Array.from({ length: (to - from) / hourMs }, (_, hour) => from + hour * hourMs)
  expect(misread(lines, zone, hours)).toEqual([])
  // Python converts in the other direction, and has only one answer for an ambiguous time.
  const quarters = hours.filter((_, hour) => hour % 6 === 0)
  expect(readWithPython(fileOf(lines), quarters).offsets[zone]).toEqual(
    quarters.map((at) => offsetMinutes(at, zone)),
  )
})

const partsOf = (lines: readonly string[]) => lines.filter((line) => /^(?:BEGIN|RRULE|TZOFFSET)/.test(line))

test('where the rules repeat, several years are one DAYLIGHT and one STANDARD with a rule', () => {
  const lines = timeZoneLines('Europe/Berlin', Date.UTC(2026, 5, 1), Date.UTC(2028, 5, 1))
  expect(partsOf(lines)).toEqual([
    'BEGIN:VTIMEZONE',
    'BEGIN:STANDARD',
    'RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU',
    'TZOFFSETFROM:+0200',
    'TZOFFSETTO:+0100',
    'BEGIN:DAYLIGHT',
    'RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU',
    'TZOFFSETFROM:+0100',
    'TZOFFSETTO:+0200',
  ])
})

test.each([
  ['America/New_York', '11;BYDAY=1SU', '3;BYDAY=2SU'],
  ['Australia/Sydney', '4;BYDAY=1SU', '10;BYDAY=1SU'],
  ['Asia/Beirut', '10;BYDAY=-1SU', '3;BYDAY=-1SU'],
  ['Asia/Jerusalem', '10;BYDAY=-1SU', '3;BYMONTHDAY=23,24,25,26,27,28,29;BYDAY=FR'],
])('the rule of %s', (zone, standard, daylight) => {
  const at = Date.UTC(2026, 6, 1)
  expect(timeZoneLines(zone, at, at).filter((line) => line.startsWith('RRULE'))).toEqual([
    `RRULE:FREQ=YEARLY;BYMONTH=${standard}`,
    `RRULE:FREQ=YEARLY;BYMONTH=${daylight}`,
  ])
})

test('a clock that is never changed is one STANDARD; one that was changed by decree has each change by itself', () => {
  const at = Date.UTC(2027, 0, 20)
  expect(partsOf(timeZoneLines('Asia/Kathmandu', at, at)).filter((line) => line.startsWith('BEGIN'))).toEqual(
    ['BEGIN:VTIMEZONE', 'BEGIN:STANDARD'],
  )
  const syria = Date.UTC(2022, 5, 1)
  const lines = timeZoneLines('Asia/Damascus', syria, syria)
  expect(lines.filter((line) => line.startsWith('RRULE'))).toEqual([])
  expect(new Set(lines.filter((line) => line.startsWith('DTSTART'))).size).toBeGreaterThan(1)
})

test('lines fold at 75 octets, between characters, and unfold to what they were', () => {
  const anyText = fc.string({ unit: 'binary', maxLength: 200 }).map((text) => text.replace(/[\r\n]/g, ' '))
  const arabic = fc.string({ unit: fc.constantFrom('ملتقى', 'ِ', ' ', 'ساعة', '👩‍👩‍👧', 'x'), maxLength: 120 })
  fc.assert(
    fc.property(fc.oneof(anyText, arabic), (text) => {
      const folded = foldLines([`SUMMARY:${text}`, 'END:X'])
      const longest = Math.max(...folded.split('\r\n').map((line) => Buffer.byteLength(line)))
      expect(longest).toBeLessThanOrEqual(75)
      expect(folded.replace(/\r\n /g, '')).toBe(`SUMMARY:${text}\r\nEND:X\r\n`)
    }),
  )
}, 60_000)
