import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { PlacedCity } from '#client/components/world/world-city.ts'
import { clusterPoints, sumOf } from '#client/components/world/world-clusters.ts'
import { placeMarkers } from '#client/components/world/world-markers.ts'

const spot = fc.record({
  x: fc.double({ min: 0, max: 1000, noNaN: true }),
  y: fc.double({ min: 0, max: 426, noNaN: true }),
})
const apart = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y)

describe('gathering what crowds', () => {
  test('every point is in exactly one group, near its first, and the first of two groups are apart', () => {
    fc.assert(
      fc.property(fc.array(spot, { maxLength: 60 }), fc.integer({ min: 1, max: 80 }), (points, near) => {
        const groups = clusterPoints(points, near)
        expect(groups.flat()).toHaveLength(points.length)
        expect(new Set(groups.flat())).toEqual(new Set(points))
        const heads = groups.map(([head]) => head).filter((head) => head !== undefined)
        for (const [index, group] of groups.entries()) {
          const head = heads[index]
          if (head === undefined) throw new Error('an empty group')
          for (const other of group) expect(apart(head, other)).toBeLessThan(near)
          for (const other of heads)
            if (other !== head) expect(apart(head, other)).toBeGreaterThanOrEqual(near)
        }
      }),
    )
  })
  test('at the nearest nobody is gathered, not even two meetings in one town', () => {
    const points = [
      { x: 1, y: 1 },
      { x: 1, y: 1 },
    ]
    expect(clusterPoints(points, 0)).toEqual([[points[0]], [points[1]]])
  })
})

describe('adding up what is told', () => {
  test('a closed or rounded number makes the sum a floor; where all are closed there is none', () => {
    const exact = { people: 40, rounded: false }
    expect(sumOf([exact, { people: 2, rounded: false }])).toEqual({ people: 42, atLeast: false })
    expect(sumOf([exact, { people: null, rounded: false }])).toEqual({ people: 40, atLeast: true })
    expect(sumOf([exact, { people: 10, rounded: true }])).toEqual({ people: 50, atLeast: true })
    expect(sumOf([{ people: null, rounded: false }])).toEqual({ people: null, atLeast: true })
  })
})

const cityAt = (spot: { x: number; y: number }, people: number | null, index: number): PlacedCity => ({
  ...spot,
  people,
  id: `city-${index}`,
  name: `City ${index}`,
  radius: 4,
  rounded: false,
  longitude: 0,
  latitude: 0,
  onAir: false,
  onStage: false,
  href: `/${index}`,
})
const cities = fc
  .array(fc.record({ spot, people: fc.option(fc.integer({ min: 0, max: 5000 })) }), { maxLength: 60 })
  .map((drawn) => drawn.map(({ spot, people }, index) => cityAt(spot, people, index)))

describe('the marks on the map', () => {
  test('stand for all cities once, and none lies on another, however near the reader is', () => {
    fc.assert(
      fc.property(cities, fc.double({ min: 0.3, max: 40, noNaN: true }), (drawn, scale) => {
        const markers = placeMarkers(drawn, { scale, width: 1000 * scale, apart: false, first: new Set() })
        expect(markers.flatMap((marker) => marker.cities.map(({ id }) => id)).sort()).toEqual(
          drawn.map(({ id }) => id).sort(),
        )
        for (const a of markers) {
          for (const b of markers) {
            if (a !== b) expect(apart(a, b) * scale).toBeGreaterThanOrEqual(a.radius + b.radius)
          }
        }
      }),
      { numRuns: 60 },
    )
  })
  test('the reader’s own city names its group, though others are larger', () => {
    const crowd = Array.from({ length: 12 }, (_, index) => cityAt({ x: 500, y: 200 }, 100 - index, index))
    const mine = crowd.at(-1)?.id ?? ''
    const [marker] = placeMarkers(crowd, { scale: 1, width: 1000, apart: false, first: new Set([mine]) })
    expect(marker?.id).toBe(mine)
    expect(marker?.cities).toHaveLength(crowd.length)
  })
})
