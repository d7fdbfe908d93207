import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceKm, placeName } from '#shared/domain/place.ts'

describe('placeName', () => {
  const names = { en: 'Aleppo', ar: 'حلب' }

  test.each([
    [names, 'ar', 'حلب'],
    [names, 'ar-SY', 'حلب'],
    [names, 'en-GB', 'Aleppo'],
    [names, 'ckb', 'حلب'],
    [names, 'de', 'Aleppo'],
    [{ en: 'Aleppo', ar: 'حلب', tr: 'Halep' }, 'tr', 'Halep'],
    [{ en: 'Tremseh' }, 'ar', 'Tremseh'],
    [{ en: 'Tremseh', ar: '' }, 'ar', 'Tremseh'],
    [{ fr: 'Alep' }, 'de', 'Alep'],
    [{}, 'ar', ''],
    [names, 'constructor', 'Aleppo'],
  ])('of %j for a reader of %s is %s', (given, language, expected) => {
    expect(placeName(given, language)).toBe(expected)
  })
})

describe('distanceKm', () => {
  const aleppo = { latitude: 36.201, longitude: 37.161 }
  const damascus = { latitude: 33.51, longitude: 36.291 }

  test('Aleppo to Damascus is about 310 km', () => {
    expect(distanceKm(aleppo, damascus)).toBeCloseTo(309.7, 0)
  })

  test('it crosses the date line the short way', () => {
    const fiji = { latitude: -17, longitude: 179.5 }
    expect(distanceKm(fiji, { latitude: -17, longitude: -179.5 })).toBeLessThan(110)
  })

  test('it is symmetric, never negative, at most half the circumference, and defined between antipodes', () => {
    const point = fc.record({
      latitude: fc.double({ min: -90, max: 90, noNaN: true }),
      longitude: fc.double({ min: -180, max: 180, noNaN: true }),
    })
    fc.assert(
      fc.property(point, point, (a, b) => {
        const km = distanceKm(a, b)
        expect(km).toBeGreaterThanOrEqual(0)
        expect(km).toBeLessThan(20_016)
        expect(distanceKm(b, a)).toBeCloseTo(km, 6)
      }),
    )
    fc.assert(
      fc.property(point, (a) => {
        const longitude = a.longitude > 0 ? a.longitude - 180 : a.longitude + 180
        expect(distanceKm(a, { latitude: -a.latitude, longitude })).toBeCloseTo(20_015.1, 0)
      }),
    )
  })
})
