import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  byDate,
  dayAround,
  inRulerOrder,
  programmeParts,
  shareOf,
  spanAround,
} from '#client/components/skies/ruler-time.ts'

const instant = Date.UTC(2027, 0, 20, 15)
const hourMs = 3_600_000

describe('the ruler', () => {
  test('has the instant in its middle', () => {
    expect(shareOf(dayAround(instant), instant)).toBe(0.5)
    expect(shareOf(dayAround(instant), instant - 12 * hourMs)).toBe(0)
  })
  test('where hours roll around the world, all of them are well inside, in whole hours from the lead city', () => {
    const offset = fc.integer({ min: -26 * 60, max: 26 * 60 })
    fc.assert(
      fc.property(fc.array(offset, { maxLength: 30 }), (offsets) => {
        const hours = offsets.map((minutes) => {
          const from = instant + minutes * 60_000
          return { from, to: from + 2 * hourMs }
        })
        const span = spanAround(instant, hours)
        expect((instant - span.from) % hourMs).toBe(0)
        expect((span.to - instant) % hourMs).toBe(0)
        expect(span.to - span.from).toBeGreaterThanOrEqual(24 * hourMs)
        for (const { from, to } of hours) {
          expect(shareOf(span, from)).toBeGreaterThan(0)
          expect(shareOf(span, to)).toBeLessThan(1)
        }
      }),
    )
  })
  test('goes from the earliest date to the latest, with each date once', () => {
    const row = fc.record({
      name: fc.string(),
      longitude: fc.integer({ min: -180, max: 180 }),
      offset: fc.integer({ min: -720, max: 840 }),
      day: fc.integer({ min: -1, max: 1 }),
    })
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const dates = byDate(inRulerOrder(rows))
        expect(dates.flat()).toHaveLength(rows.length)
        const days = dates.map(([first]) => first?.day)
        expect(days).toEqual([...new Set(rows.map(({ day }) => day))].sort((a, b) => a - b))
        for (const date of dates) expect(new Set(date.map(({ day }) => day)).size).toBe(1)
      }),
    )
  })
})

describe('the programme on it', () => {
  test('fills the hour; what has no time shares what is left', () => {
    const parts = programmeParts(
      [
        { title: 'Opening', from: 0, to: 15 },
        { title: 'Talks', from: 15, to: null },
        { title: 'Outcome', from: null, to: null },
      ],
      120,
    )
    expect(parts).toEqual([
      { titles: ['Opening'], from: 0, to: 15 },
      { titles: ['Talks', 'Outcome'], from: 15, to: 120 },
    ])
  })
  test('is not drawn where nobody has said anything', () => {
    expect(programmeParts([], 120)).toEqual([])
  })
})
