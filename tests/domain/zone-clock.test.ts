// What a client knows of clocks: what it was told, and of its own device nothing but its reader's clock.
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

describe('Z4: a client that was told nothing of a zone', () => {
  test.each(['Europe/Kyiv', 'Mars/Olympus', '', '__proto__', 'constructor'])(
    '%j never throws, and shows UTC as UTC',
    (zone) => {
      expect(isTimeZone(zone)).toBe(false)
      expect(clock(january, zone, 'en-GB', 'time')).toBe('15:00 UTC')
      expect(clock(january, zone, 'ar-SY-u-nu-arab', 'bare-time')).toMatch(/UTC$/)
      expect(clock(january, zone, 'en-GB', 'weekday')).toBe('Wednesday')
      expect(localFromInstant(january, zone)).toBe('2027-01-20T15:00')
      // Nothing that is typed becomes an instant by a clock that is not known.
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
