// A client's knowledge of zones: only what the server sent, and from its device only the reader's own clock.
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { installZoneRules, zoneClock } from '#server/zones/zone-rules.ts'
import {
  clock,
  deviceClock,
  instantFromLocal,
  isTimeZone,
  localFromInstant,
  offsetMinutes,
  setZoneSource,
} from '#shared/domain/time.ts'
import { forgetClocks, learnClocks, learnedOffset } from '#shared/domain/zone-clock.ts'

beforeAll(() => setZoneSource(learnedOffset))
afterEach(forgetClocks)
afterAll(() => void installZoneRules())

const [january, july] = [Date.UTC(2027, 0, 20, 15), Date.UTC(2027, 6, 20, 15)]
const year = [Date.UTC(2027, 0, 1), Date.UTC(2028, 0, 1)] as const

describe('a client that was told a zone’s clock', () => {
  test('shows it as the server does, before, at and after each change', () => {
    for (const zone of [
      'Europe/Berlin',
      'Africa/Casablanca',
      'America/Vancouver',
      'Europe/Kyiv',
      'Australia/Lord_Howe',
    ]) {
      const told = zoneClock(zone, ...year)
      learnClocks([told])
      expect(offsetMinutes(year[0], zone)).toBe(told.offset)
      for (const [at, offset] of told.changes) {
        expect(offsetMinutes(at, zone)).toBe(offset)
        expect(offsetMinutes(at - 1, zone)).not.toBe(offset)
      }
    }
    expect(clock(january, 'Africa/Casablanca', 'en-GB', 'time')).toBe('15:00')
    expect(clock(january, 'America/Vancouver', 'en-GB', 'time')).toBe('8:00')
    expect(clock(january, 'Europe/Kyiv', 'en-GB', 'long-date')).toBe('Wednesday, 20 January 2027')
  })

  test('keeps what it knew of other times, and takes what came last for its own', () => {
    learnClocks([zoneClock('Europe/Berlin', ...year)])
    learnClocks([{ timeZone: 'Europe/Berlin', from: july - 1, until: july + 1, offset: 180, changes: [] }])
    expect([july - 2, july, july + 2].map((at) => offsetMinutes(at, 'Europe/Berlin'))).toEqual([
      120, 180, 120,
    ])
    expect(offsetMinutes(january, 'Europe/Berlin')).toBe(60)
  })

  test('takes the nearest that it knows for times that were not told', () => {
    learnClocks([zoneClock('Europe/Berlin', ...year)])
    expect(offsetMinutes(Date.UTC(2035, 6, 1), 'Europe/Berlin')).toBe(60)
    expect(offsetMinutes(Date.UTC(1990, 6, 1), 'Europe/Berlin')).toBe(60)
  })

  test('forgets the longest known when there are far too many', () => {
    const told = zoneClock('Europe/Berlin', ...year)
    learnClocks([told, ...Array.from({ length: 1200 }, (_, index) => ({ ...told, timeZone: `X/${index}` }))])
    expect(isTimeZone('Europe/Berlin')).toBe(false)
    expect(isTimeZone('X/1199')).toBe(true)
  })
})

describe('what a client keeps of clocks', () => {
  const berlin = zoneClock('Europe/Berlin', ...year)
  const other = (index: number) => ({ ...berlin, timeZone: `X/${index}` })
  const others = (count: number) => Array.from({ length: count }, (_, index) => other(index))

  test('a thousand zones are kept, and with one more the first is forgotten', () => {
    learnClocks([berlin, ...others(999)])
    expect(isTimeZone('Europe/Berlin')).toBe(true)
    learnClocks([other(999)])
    expect([isTimeZone('Europe/Berlin'), isTimeZone('X/0')]).toEqual([false, true])
  })

  test('a zone that is told once more is not the longest known', () => {
    learnClocks([berlin, ...others(999)])
    learnClocks([berlin, other(999)])
    expect([isTimeZone('Europe/Berlin'), isTimeZone('X/0')]).toEqual([true, false])
  })

  test('a zone is found by its name in small or capital letters', () => {
    learnClocks([berlin])
    expect(learnedOffset('EUROPE/berlin', january)).toBe(60)
    learnClocks([{ timeZone: 'europe/BERLIN', from: january, until: january + 1, offset: 7, changes: [] }])
    expect([learnedOffset('Europe/Berlin', january), learnedOffset('Europe/Berlin', january + 1)]).toEqual([
      7, 60,
    ])
  })

  test('stretches that were told in any order hold each for its own time, from its first millisecond on', () => {
    const piece = (from: number, until: number, offset: number) => ({
      timeZone: 'X/0',
      from,
      until,
      offset,
      changes: [[from + 5, offset + 1] as const],
    })
    learnClocks([piece(100, 110, 10), piece(0, 10, 20), piece(40, 50, 30)])
    const at = (...instants: readonly number[]) => instants.map((instant) => learnedOffset('X/0', instant))
    expect(at(-1, 0, 4, 5, 9)).toEqual([20, 20, 20, 21, 21])
    // In a gap between two known ranges, the rule of the earlier one continues.
    expect(at(39, 40, 45, 99, 100, 104, 105, 500)).toEqual([21, 30, 31, 31, 10, 10, 11, 11])
    learnClocks([piece(3, 47, 50)])
    expect(at(2, 3, 7, 8, 46, 47, 99)).toEqual([20, 50, 50, 51, 51, 31, 31])
  })

  test('an empty stretch says nothing', () => {
    learnClocks([{ timeZone: 'X/0', from: 5, until: 5, offset: 10, changes: [] }])
    expect(learnedOffset('X/0', 5)).toBeUndefined()
  })
})

describe('Z4: a client that was told nothing of a zone', () => {
  test.each(['Europe/Kyiv', 'Mars/Olympus', '', '__proto__', 'constructor'])(
    '%j never throws, and shows UTC as UTC',
    (zone) => {
      expect(isTimeZone(zone)).toBe(false)
      expect(clock(january, zone, 'en-GB', 'time')).toBe('15:00 UTC')
      expect(clock(january, zone, 'ar-SY-u-nu-arab', 'bare-time')).toMatch(/UTC$/)
      expect(clock(january, zone, 'en-GB', 'weekday')).toBe('Wednesday')
      expect(localFromInstant(january, zone)).toBe('2027-01-20T15:00')
      // Typed times are not converted with an unknown zone.
      expect(instantFromLocal('2027-01-20T15:00', zone)).toBeNull()
    },
  )

  test('a page of an older server, without clocks, breaks nothing', () => {
    learnClocks(undefined)
    learnClocks([undefined, null])
    expect(clock(january, 'Asia/Damascus', 'en-GB', 'time')).toBe('15:00 UTC')
  })
})

test('the reader’s own clock is the device’s, whatever was told of their zone', () => {
  const minutes = -new Date(january).getTimezoneOffset()
  expect(offsetMinutes(january, deviceClock)).toBe(minutes)
})
