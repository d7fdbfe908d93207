// The visibility of a meeting's data: three settings and their consequences.
import { describe, expect, test } from 'vitest'
import {
  countsForStrangers,
  type Exposure,
  exposurePresets,
  isClosedCity,
  isCountClosed,
  presetOf,
  stricterCounts,
} from '#shared/domain/exposure.ts'

const counts = ['exact', 'band', 'hidden'] as const

describe('A2: the numbers of a city', () => {
  test.each([
    ['public', 'exact', 'exact', false, false],
    ['public', 'band', 'band', true, true],
    ['public', 'hidden', 'hidden', true, true],
    ['invited', 'exact', 'hidden', true, false],
    ['invited', 'band', 'hidden', true, true],
    ['invited', 'hidden', 'hidden', true, true],
  ] as const)('that is %s with counts %s: strangers read %s', (existence, own, read, isCity, isCount) => {
    expect(countsForStrangers({ existence, counts: own })).toBe(read)
    expect(isClosedCity({ existence, counts: own })).toBe(isCity)
    expect(isCountClosed({ counts: own })).toBe(isCount)
  })

  test('the stricter of two rules is the one that tells less, in either order', () => {
    for (const [index, stricter] of counts.entries()) {
      for (const other of counts.slice(0, index + 1)) {
        expect([stricterCounts(stricter, other), stricterCounts(other, stricter)]).toEqual([
          stricter,
          stricter,
        ])
      }
    }
  })
})

describe('a preset', () => {
  test.each(Object.entries(exposurePresets))('%s is known by its three switches', (name, preset) => {
    expect(presetOf({ ...preset })).toBe(name)
  })

  test.each<[string, Exposure]>([
    ['existence', { ...exposurePresets.open, existence: 'invited' }],
    ['counts', { ...exposurePresets.open, counts: 'band' }],
    ['address', { ...exposurePresets.open, address: 'vouched' }],
    ['counts of a vetted city', { ...exposurePresets.vetted, counts: 'exact' }],
  ])('is none when another %s was chosen', (_what, exposure) => {
    expect(presetOf(exposure)).toBeNull()
  })

  test('says of an open city all, of an approximate one a floor and of a vetted one no number and no address', () => {
    expect(exposurePresets).toEqual({
      open: { existence: 'public', counts: 'exact', address: 'public' },
      approximate: { existence: 'public', counts: 'band', address: 'replied' },
      vetted: { existence: 'public', counts: 'hidden', address: 'vouched' },
    })
  })
})
