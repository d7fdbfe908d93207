import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  addDays,
  addMonths,
  dateIn,
  isCalendarDate,
  startOfDay,
  startOfWeek,
  type Weekday,
  weekdayOf,
  weekOf,
  weeksOfMonth,
} from '#shared/domain/calendar-date.ts'

const date = fc
  .integer({ min: Date.UTC(1971, 0, 1), max: Date.UTC(2400, 0, 1) })
  .map((instant) => new Date(instant).toISOString().slice(0, 10))
const firstDay = fc.constantFrom<Weekday>(1, 2, 3, 4, 5, 6, 7)

test('a month is laid out as whole weeks, with each of its days once, and no week that is all of other months', () => {
  fc.assert(
    fc.property(date, firstDay, (day, first) => {
      const month = day.slice(0, 7)
      const weeks = weeksOfMonth(day, first)
      for (const week of weeks) {
        expect(week).toHaveLength(7)
        expect(weekdayOf(week[0] as string)).toBe(first)
        expect(week.some((other) => other.startsWith(month))).toBe(true)
      }
      const days = weeks.flat()
      expect(days.filter((other) => other === day)).toHaveLength(1)
      expect(
        days.every((other, index) => index === 0 || other === addDays(days[index - 1] as string, 1)),
      ).toBe(true)
      const next = addMonths(`${month}-01`, 1)
      expect(days.filter((other) => other.startsWith(month)).at(-1)).toBe(addDays(next, -1))
    }),
  )
})

test('a week holds its day and begins on the day that the reader’s weeks begin on', () => {
  fc.assert(
    fc.property(date, firstDay, (day, first) => {
      expect(weekOf(day, first)).toContain(day)
      expect(weekdayOf(startOfWeek(day, first))).toBe(first)
    }),
  )
})

test('known days: a Wednesday, a leap year, a month that is shorter', () => {
  expect(weekdayOf('2027-01-20')).toBe(3)
  expect(weekdayOf('2018-01-20')).toBe(6)
  expect(addMonths('2028-01-31', 1)).toBe('2028-02-29')
  expect(addMonths('2027-03-31', -1)).toBe('2027-02-28')
  expect(addMonths('2027-01-15', -13)).toBe('2025-12-15')
  expect(weeksOfMonth('2027-02-10', 1)).toHaveLength(4)
})

test.each(['2027-02-29', '2027-13-01', '20270101', '1969-12-31', '9999-01-01', 'x'])(
  '%s is no day',
  (text) => {
    expect(isCalendarDate(text)).toBe(false)
  },
)

test('an instant falls on another day elsewhere, and a day begins where it is asked for', () => {
  const instant = Date.UTC(2027, 0, 20, 15)
  expect([dateIn(instant, 'Asia/Damascus'), dateIn(instant, 'Australia/Sydney')]).toEqual([
    '2027-01-20',
    '2027-01-21',
  ])
  expect(startOfDay('2027-01-20', 'Asia/Kathmandu')).toBe(Date.UTC(2027, 0, 19, 18, 15))
})
