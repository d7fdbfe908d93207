import { describe, expect, test } from 'vitest'
import { formatLocaleOf } from '#client/i18n/i18n.ts'
import { digitsOfRegion, guessRegion, regions, weekFromTable, weekOfRegion } from '#client/i18n/region.ts'
import { clock } from '#shared/domain/time.ts'

const january = Date.UTC(2027, 0, 20, 12)
const july = Date.UTC(2027, 6, 20, 12)

describe('months', () => {
  test.each([
    ['SY', 'كانون الثاني', 'تموز'],
    ['IQ', 'كانون الثاني', 'تموز'],
    ['SA', 'يناير', 'يوليو'],
    ['EG', 'يناير', 'يوليو'],
    ['LY', 'يناير', 'يوليو'],
    ['MA', 'يناير', 'يوليوز'],
    ['TN', 'جانفي', 'جويلية'],
    ['DZ', 'جانفي', 'جويلية'],
    ['DE', 'كانون الثاني', 'تموز'],
  ])('in %s are called %s and %s', (region, first, seventh) => {
    const locale = formatLocaleOf('ar', 'latn', region, false)
    expect([clock(january, 'UTC', locale, 'month'), clock(july, 'UTC', locale, 'month')]).toEqual([
      first,
      seventh,
    ])
  })
})

test('the Maghreb writes Latin digits, everybody else Arabic ones, and English always Latin ones', () => {
  expect(['SY', 'SA', 'EG', 'DE'].map((region) => digitsOfRegion('ar', region))).toEqual(
    Array(4).fill('arab'),
  )
  expect(['TN', 'DZ', 'MA', 'LY'].map((region) => digitsOfRegion('ar', region))).toEqual(
    Array(4).fill('latn'),
  )
  expect(digitsOfRegion('en', 'SY')).toBe('latn')
})

test('the table of weeks says what the platform says, for every country that can be chosen', () => {
  for (const region of regions)
    expect([region, weekFromTable(region)]).toEqual([region, weekOfRegion(region)])
})

test.each([
  ['ar', ['de-DE', 'ar-TN'], 'TN'],
  ['ar', ['ar', 'de-DE'], 'DE'],
  ['ar', ['ar', 'en'], 'SY'],
  ['en', ['en', 'not a tag'], 'GB'],
  ['en', ['en-001', 'ar-EG'], 'EG'],
])('the page in %s, the browser in %j: %s', (language, asked, region) => {
  expect(guessRegion(language, asked)).toBe(region)
})

test('the Umm al-Qura date stands beside whole dates and beside nothing else', () => {
  const locale = formatLocaleOf('ar', 'latn', 'SY', true)
  // 20 January 2027 is 12 Shaaban 1448.
  expect(clock(january, 'UTC', locale, 'long-date')).toMatch(/20 كانون الثاني 2027 \(12 شعبان 1448/)
  expect(clock(january, 'UTC', locale, 'plain-date')).not.toContain('1448')
  expect(clock(january, 'UTC', locale, 'month')).toBe('كانون الثاني')
  expect(clock(january, 'UTC', formatLocaleOf('ar', 'latn', 'SY', false), 'long-date')).not.toContain('1448')
})
