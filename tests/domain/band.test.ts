// The floors published instead of exact counts: true, and useless to an attacker who changes the count with their own replies.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { bandDraw } from '#server/commands/secret-draw.ts'
import { maxPartySize } from '#shared/domain/attendance.ts'
import { type Draw, fallsBelow, nextFloor, risesAt } from '#shared/domain/band.ts'

const floors = [0, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000]
const below1 = { min: 0, max: 0.999999, noNaN: true }
const draws: fc.Arbitrary<Draw> = fc
  .record({ always: fc.double(below1), today: fc.double(below1) })
  .map((drawn) => () => drawn)

/** 100 falls below 112 and rises at 161: the middle of the random range. */
const halves: Draw = () => ({ always: 0.5, today: 0.5 })
/** 100 falls below 100 and rises at 136: the earliest possible. */
const zeros: Draw = () => ({ always: 0, today: 0 })

describe('A2: the floor that is told', () => {
  test.each([
    ['stays where it falls from the next person on', 100, 112, halves, 100],
    ['falls with one person less', 100, 111, halves, 50],
    ['stays between where it falls and where the next one rises', 100, 120, halves, 100],
    ['falls to one that will not fall tomorrow: 50 from 62 on', 100, 62, halves, 50],
    ['falls past one that may fall tomorrow: 50 below 62', 100, 61, halves, 25],
    ['falls to nothing', 100, 15, halves, 0],
    ['never falls while there are more than the floor and nothing is drawn', 100, 100, zeros, 100],
    ['rises with the person who is drawn', 50, 161, halves, 100],
    ['does not rise with one person less', 50, 160, halves, 50],
    ['rises from so far above that no party leads back, when nothing is drawn', 50, 136, zeros, 100],
    ['does not rise a person sooner', 50, 135, zeros, 50],
    ['rises over several floors at once', 0, 161, halves, 100],
    ['stays at nothing for a few', 0, 5, halves, 0],
    ['stays at the highest', 10_000, 1_000_000, halves, 10_000],
  ])('%s', (_what, told, count, draw, next) => {
    expect(nextFloor(told, count, draw, true)).toBe(next)
  })

  test.each([
    ['nothing is told and there are few', 0, 3, []],
    ['the next floor is too far', 100, 125, []],
    ['it may fall', 100, 124, ['falls 100']],
    ['the next floor is one person too far', 0, 26, []],
    ['the next floor may rise', 0, 27, ['rises 10']],
    ['two floors may rise', 0, 43, ['rises 10', 'rises 25']],
    ['it was told and only the next one may rise', 10, 42, ['rises 25']],
  ])('asks for the secret numbers only of thresholds that may matter: %s', (_what, told, count, asked) => {
    const places: string[] = []
    nextFloor(
      told,
      count,
      (place) => {
        places.push(place)
        return { always: 0, today: 0 }
      },
      true,
    )
    expect(places).toEqual(asked)
  })
})

test('A2: a floor is never more than there are, whatever was told before', () => {
  fc.assert(
    fc.property(fc.constantFrom(...floors), fc.nat(30_000), draws, (told, count, draw) => {
      const next = nextFloor(told, count, draw, true)
      expect(floors).toContain(next)
      expect(next).toBeLessThanOrEqual(count)
    }),
  )
})

test('A2: a floor that fell today does not fall again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...floors), fc.nat(30_000), draws, (told, count, draw) => {
      expect(nextFloor(told, count, draw, false)).toBeGreaterThanOrEqual(told)
    }),
  )
})

test('A2: a floor that was told does not fall by another day’s draw at once', () => {
  fc.assert(
    fc.property(fc.constantFrom(...floors), fc.nat(30_000), draws, draws, (told, count, draw, other) => {
      const next = nextFloor(told, count, draw, true)
      if (next !== told) expect(nextFloor(next, count, other, true)).toBeGreaterThanOrEqual(next)
    }),
  )
})

test('A2: no single party moves a floor up and down by changing its size', () => {
  fc.assert(
    fc.property(fc.constantFrom(...floors.slice(1)), draws, draws, (floor, draw, other) => {
      expect(risesAt(floor, draw) - fallsBelow(floor, other)).toBeGreaterThan(maxPartySize)
    }),
  )
})

test('A2: where a floor rises and falls differs from city to city and from day to day, and is never below the floor', () => {
  for (const floor of floors.slice(1)) {
    const placesOf = (draw: Draw) => [fallsBelow(floor, draw), risesAt(floor, draw)]
    const keys = Array.from({ length: 200 }, (_, at) => `key ${at}`)
    for (const places of [
      keys.map((key) => placesOf(bandDraw(key, 'confirmed', 20_000))),
      keys.map((_, day) => placesOf(bandDraw('key', 'confirmed', day))),
    ]) {
      expect(new Set(places.map(([falls]) => falls)).size).toBeGreaterThan(2)
      expect(new Set(places.map(([, rises]) => rises)).size).toBeGreaterThan(3)
      expect(places.every(([falls = 0, rises = 0]) => falls >= floor && rises > falls)).toBe(true)
    }
  }
})

/**
 * The attacker changes the count by parties of their own, many times per day for many days, and averages where the floor rose.
 * Without the constant part of the offset, the mean of many days would be the true distance.
 */
test('A2: whoever averages over many days where a floor rises is off by what the city’s key says, not by chance', () => {
  const meanOf = (key: string) => {
    const days = Array.from({ length: 400 }, (_, day) => risesAt(100, bandDraw(key, 'confirmed', day)))
    return days.reduce((sum, rises) => sum + rises, 0) / days.length
  }
  const means = Array.from({ length: 40 }, (_, at) => meanOf(`city ${at}`))
  const middle = means.reduce((sum, mean) => sum + mean, 0) / means.length
  const spread = Math.sqrt(means.reduce((sum, mean) => sum + (mean - middle) ** 2, 0) / means.length)
  expect(spread).toBeGreaterThan(4)
})
