import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  dateChanges,
  dayDifference,
  instantFromLocal,
  isTimeZone,
  localFromInstant,
  nextYearly,
  offsetMinutes,
} from '#shared/domain/time.ts'

const zones = [
  'UTC',
  'Asia/Kathmandu',
  'America/St_Johns',
  'Europe/Berlin',
  'Asia/Beirut',
  'America/New_York',
  'Africa/Casablanca',
  'Asia/Damascus',
  'Africa/Cairo',
  'Australia/Lord_Howe',
  'Pacific/Chatham',
  'Pacific/Kiritimati',
  'Pacific/Apia',
  'America/Sao_Paulo',
]
const minuteMs = 60_000
const from = Date.UTC(1995, 0, 1) / minuteMs
const until = Date.UTC(2036, 0, 1) / minuteMs

describe('local times', () => {
  test.each(zones)(
    'in %s come back to the same clock, and to the same instant where the clock shows it once',
    (zone) => {
      fc.assert(
        fc.property(fc.integer({ min: from, max: until }), (minutes) => {
          const instant = minutes * minuteMs
          const local = localFromInstant(instant, zone)
          const back = instantFromLocal(local, zone)
          expect(back).not.toBeNull()
          expect(localFromInstant(back ?? 0, zone)).toBe(local)
          // For an ambiguous local time, the first of two instants.
          expect(back).toBeLessThanOrEqual(instant)
          if (back !== instant)
            expect(offsetMinutes(instant, zone)).toBeLessThan(offsetMinutes(back ?? 0, zone))
        }),
        { numRuns: 300 },
      )
    },
  )

  test.each([
    ['Berlin, the hour that comes twice', '2026-10-25T02:30', 'Europe/Berlin', '2026-10-25T00:30'],
    ['Berlin, the hour that never comes', '2026-03-29T02:30', 'Europe/Berlin', '2026-03-29T01:30'],
    ['New York, twice', '2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30'],
    ['New York, never', '2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30'],
    ["St. John's, winter", '2026-01-20T11:30', 'America/St_Johns', '2026-01-20T15:00'],
    ["St. John's, summer", '2026-07-20T12:30', 'America/St_Johns', '2026-07-20T15:00'],
    ['Kathmandu', '2026-01-20T20:45', 'Asia/Kathmandu', '2026-01-20T15:00'],
    ['Casablanca in Ramadan', '2026-03-01T15:00', 'Africa/Casablanca', '2026-03-01T15:00'],
    ['Casablanca', '2026-01-20T16:00', 'Africa/Casablanca', '2026-01-20T15:00'],
    ['Beirut, after the days with two times of 2023', '2023-04-01T18:00', 'Asia/Beirut', '2023-04-01T15:00'],
    ['Beirut, before them', '2023-03-24T17:00', 'Asia/Beirut', '2023-03-24T15:00'],
  ])('%s', (_what, local, zone, utc) => {
    const instant = instantFromLocal(local, zone)
    expect(instant === null ? null : new Date(instant).toISOString().slice(0, 16)).toBe(utc)
  })

  test.each([
    '',
    '2026-02-30T10:00',
    '2026-13-01T10:00',
    '2026-01-20T24:00',
    '0050-01-01T00:00',
    '2026-01-20 10:00',
    '٢٠٢٦-٠١-٢٠T١٠:٠٠',
  ])('%j is no local time', (local) => expect(instantFromLocal(local, 'Europe/Berlin')).toBeNull())

  test('a zone that is none has no local times', () => {
    for (const zone of ['', 'Nowhere/City', '__proto__', '../etc']) {
      expect(isTimeZone(zone)).toBe(false)
      expect(instantFromLocal('2026-01-20T10:00', zone)).toBeNull()
    }
  })
})

test.each([
  ['Asia/Damascus', Date.UTC(2018, 0, 20, 15), 120],
  ['Asia/Damascus', Date.UTC(2026, 0, 20, 15), 180],
  ['Africa/Cairo', Date.UTC(2018, 6, 20, 15), 120],
  ['Africa/Cairo', Date.UTC(2026, 6, 20, 15), 180],
  ['Africa/Casablanca', Date.UTC(2018, 0, 20, 15), 0],
  ['Africa/Casablanca', Date.UTC(2026, 0, 20, 15), 60],
  ['Asia/Kathmandu', Date.UTC(2026, 0, 20, 15), 345],
  ['America/St_Johns', Date.UTC(2026, 0, 20, 15), -210],
  ['America/St_Johns', Date.UTC(2026, 6, 20, 15), -150],
])('%s at %i is %i minutes from UTC', (zone, instant, minutes) => {
  expect(offsetMinutes(instant, zone)).toBe(minutes)
})

describe('the difference of days', () => {
  test.each([
    ['Pacific/Kiritimati', 'Pacific/Honolulu', Date.UTC(2026, 0, 20, 11), 1],
    ['Pacific/Honolulu', 'Pacific/Kiritimati', Date.UTC(2026, 0, 20, 11), -1],
    ['Australia/Sydney', 'Asia/Damascus', Date.UTC(2026, 0, 20, 15), 1],
    ['America/Toronto', 'Asia/Damascus', Date.UTC(2026, 0, 20, 15), 0],
    ['America/Toronto', 'Asia/Damascus', Date.UTC(2026, 0, 1, 0), -1],
  ])('%s from %s', (zone, fromZone, instant, days) =>
    expect(dayDifference(instant, zone, fromZone)).toBe(days),
  )

  test('is what lies between the two clocks, and the other way round the other way', () => {
    const zone = fc.constantFrom(...zones)
    fc.assert(
      fc.property(fc.integer({ min: from, max: until }), zone, zone, (minutes, one, other) => {
        const instant = minutes * minuteMs
        const days = dayDifference(instant, one, other)
        // Up to two: from Samoa before 2012 to Chatham is more than 24 hours.
        const apart = offsetMinutes(instant, one) - offsetMinutes(instant, other)
        expect(Math.abs(days * 24 * 60 - apart)).toBeLessThan(24 * 60)
        expect(days + dayDifference(instant, other, one)).toBe(0)
      }),
    )
  })
})

test('the next 20 January is always ahead, on that day and hour, and the nearest such', () => {
  fc.assert(
    fc.property(fc.integer({ min: from, max: until }), (minutes) => {
      const now = minutes * minuteMs
      const next = nextYearly(1, 20, 15, now)
      expect(new Date(next).toISOString()).toMatch(/-01-20T15:00:00.000Z$/)
      expect(next).toBeGreaterThan(now)
      expect(next - now).toBeLessThanOrEqual(366 * 86_400_000)
    }),
  )
  const instant = Date.UTC(2026, 0, 20, 15)
  expect(nextYearly(1, 20, 15, instant - 1)).toBe(instant)
  expect(nextYearly(1, 20, 15, instant)).toBe(Date.UTC(2027, 0, 20, 15))
})

describe('the changes of date in a while', () => {
  const noon = Date.UTC(2027, 0, 20, 12)
  const dayMs = 86_400_000
  test.each(zones)(
    'in %s fall where the clock’s date differs from a minute before, and nowhere else',
    (zone) => {
      fc.assert(
        fc.property(
          fc.integer({ min: from, max: until }),
          fc.integer({ min: 1, max: 48 }),
          (minutes, hours) => {
            const start = minutes * minuteMs
            const changes = dateChanges(start, start + hours * 60 * minuteMs, zone)
            for (const change of changes) {
              expect(localFromInstant(change, zone).slice(0, 10)).not.toBe(
                localFromInstant(change - minuteMs, zone).slice(0, 10),
              )
            }
            const last = changes.at(-1) ?? start
            expect(localFromInstant(start + hours * 60 * minuteMs - 1, zone).slice(0, 10)).toBe(
              localFromInstant(last, zone).slice(0, 10),
            )
          },
        ),
        { numRuns: 60 },
      )
    },
  )
  test('one a day, at midnight', () => {
    expect(dateChanges(noon - dayMs, noon + dayMs, 'UTC')).toEqual([noon - dayMs / 2, noon + dayMs / 2])
    expect(dateChanges(noon, noon + dayMs, 'Asia/Kathmandu')).toEqual([Date.UTC(2027, 0, 20, 18, 15)])
  })
})
