// The floors that are told of approximate numbers: true, and of no use to whoever changes the number by themselves.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { maxPartySize } from '#shared/domain/attendance.ts'
import { fallsBelow, nextFloor, risesAt } from '#shared/domain/band.ts'

const floors = [0, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000]
const draws = fc.nat(2 ** 31 - 1)

test('A2: a floor is never more than there are, whatever was told before', () => {
  fc.assert(
    fc.property(fc.constantFrom(...floors), fc.nat(30_000), draws, (told, count, draw) => {
      const next = nextFloor(told, count, draw)
      expect(floors).toContain(next)
      expect(next).toBeLessThanOrEqual(count)
    }),
  )
})

test('A2: a floor that was told does not fall at once, also when the city’s secret was drawn again', () => {
  fc.assert(
    fc.property(fc.constantFrom(...floors), fc.nat(30_000), draws, draws, (told, count, draw, other) => {
      const next = nextFloor(told, count, draw)
      if (next !== told) expect(nextFloor(next, count, other)).toBeGreaterThanOrEqual(next)
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

test('A2: where a floor rises and falls differs from city to city, and is never below the floor', () => {
  for (const floor of floors.slice(1)) {
    const places = Array.from({ length: 200 }, (_, draw) => [
      fallsBelow(floor, draw * 7919),
      risesAt(floor, draw * 7919),
    ])
    expect(new Set(places.map(([falls]) => falls)).size).toBeGreaterThan(3)
    expect(new Set(places.map(([, rises]) => rises)).size).toBeGreaterThan(3)
    expect(places.every(([falls = 0, rises = 0]) => falls >= floor && rises > falls)).toBe(true)
  }
})
