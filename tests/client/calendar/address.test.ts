import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  type CalendarAddress,
  calendarHref,
  calendarViews,
  readCalendarAddress,
} from '#client/features/directory/calendar-address.ts'
import { aheadRequest, gridRequest, shownDays } from '#client/features/directory/calendar-request.ts'
import { byDay, placeEntry, zoneFor } from '#client/features/directory/placed-entries.ts'
import { dayByKey } from '#client/features/directory/use-grid-keys.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import { type CalendarEntry, calendarStates } from '#shared/protocol/calendar.ts'
import { calendarQuery } from '#shared/protocol/calendar-query.ts'
import { places, startsAt } from '../join/sample.ts'

const plain: CalendarAddress = {
  view: 'agenda',
  date: null,
  country: null,
  city: null,
  language: null,
  state: null,
  zone: 'mine',
}

const address = fc.record<CalendarAddress>({
  view: fc.constantFrom(...calendarViews),
  date: fc.constantFrom(null, '2027-01-20', '2018-02-01'),
  country: fc.constantFrom(null, 'DE', 'SY'),
  city: fc.constantFrom(null, '2950159'),
  language: fc.constantFrom(null, 'ar', 'ku'),
  state: fc.constantFrom(null, ...calendarStates),
  zone: fc.constantFrom('mine', 'city'),
})

test('every view, day, filter and clock comes back from its own address, with what else stands in it', () => {
  fc.assert(
    fc.property(address, (one) => {
      const href = calendarHref(one, '?lang=en&view=week')
      expect(readCalendarAddress(href.slice(1))).toEqual(one)
      expect(href).toContain('lang=en')
    }),
  )
  expect(calendarHref(plain)).toBe('/')
})

test('whatever stands in an address is read as something that the server takes', () => {
  const text = fc.oneof(fc.string(), fc.constantFrom('DE', 'de', '2027-01', '2027-99', 'past', 'x y'))
  fc.assert(
    fc.property(
      fc.record({ view: text, date: text, country: text, city: text, language: text, state: text }),
      (values) => {
        const read = readCalendarAddress(new URLSearchParams(values).toString())
        const requests = [
          aheadRequest(read, '2027-01-01', 'Asia/Damascus'),
          gridRequest(read, shownDays('month', read.date ?? '2027-01-01', 6)),
        ]
        for (const { query, months } of requests) {
          expect(calendarQuery.safeParse(Object.fromEntries(new URLSearchParams(query))).success).toBe(true)
          expect(months.length).toBeLessThanOrEqual(36)
        }
      },
    ),
  )
})

test('a month in the address is its first day; what is no day is today', () => {
  expect(readCalendarAddress('date=2027-01').date).toBe('2027-01-01')
  expect(readCalendarAddress('date=2027-02-30').date).toBeNull()
})

const entry: CalendarEntry = {
  summary: {
    gatheringId: 'gathering',
    slug: 'january',
    clock: null,
    status: 'published',
    isExample: false,
    startsAt,
    lengthMs: 3_600_000,
    ...firstPlan,
    span: { from: startsAt, to: startsAt + 3_600_000 },
    leadPlace: places.damascus,
    languages: ['ar'],
    titles: {},
    cities: 1,
    people: 0,
    atLeast: false,
    onStage: false,
  },
  meetings: [],
  fitting: 0,
}

test('a gathering stands on the day that it is by the clock that is asked for', () => {
  const dateBy = (clock: Parameters<typeof placeEntry>[1]) => placeEntry(entry, clock, 0, false).date
  expect(dateBy({ kind: 'lead' })).toBe('2027-01-20')
  expect(dateBy({ kind: 'place', place: places.sydney })).toBe('2027-01-21')
  expect(dateBy({ kind: 'mine', timeZone: 'Pacific/Kiritimati' })).toBe('2027-01-21')
  expect(zoneFor({ kind: 'mine', timeZone: null }, entry.summary)).toBe('Asia/Damascus')
})

test('at the same local hour it is the same day on every clock', () => {
  const rolling: CalendarEntry = { ...entry, summary: { ...entry.summary, clockRule: 'same-local-hour' } }
  for (const { timeZone } of Object.values(places)) {
    const placed = placeEntry(rolling, { kind: 'mine', timeZone }, 0, false)
    expect(placed.date).toBe('2027-01-20')
  }
})

test('of a day what is live comes first, then the soonest', () => {
  const at = (gatheringId: string, offset: number): CalendarEntry => {
    const from = startsAt + offset
    return {
      ...entry,
      summary: { ...entry.summary, gatheringId, startsAt: from, span: { from, to: from + 1000 } },
    }
  }
  const placed = [at('later', 5000), at('early', -5000), at('live', 0)].map((one) =>
    placeEntry(one, { kind: 'lead' }, startsAt, false),
  )
  const day = byDay(placed).get('2027-01-20') ?? []
  expect(day.map(({ summary }) => summary.gatheringId)).toEqual(['live', 'early', 'later'])
})

test('arrow keys go where reading goes, Home and End to the ends of the reader’s week', () => {
  const english = { isRightToLeft: false, firstDay: 1, withShift: false } as const
  const arabic = { isRightToLeft: true, firstDay: 6, withShift: false } as const
  expect(dayByKey('ArrowRight', '2027-01-31', english)).toBe('2027-02-01')
  expect(dayByKey('ArrowLeft', '2027-01-31', arabic)).toBe('2027-02-01')
  expect(dayByKey('ArrowUp', '2027-01-20', english)).toBe('2027-01-13')
  expect(dayByKey('Home', '2027-01-20', english)).toBe('2027-01-18')
  expect(dayByKey('Home', '2027-01-20', arabic)).toBe('2027-01-16')
  expect(dayByKey('End', '2027-01-20', arabic)).toBe('2027-01-22')
  expect(dayByKey('PageDown', '2027-01-31', english)).toBe('2027-02-28')
  expect(dayByKey('PageUp', '2027-01-31', { ...english, withShift: true })).toBe('2026-01-31')
  expect(dayByKey('x', '2027-01-31', english)).toBeNull()
})
