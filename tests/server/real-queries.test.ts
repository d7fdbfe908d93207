// The gazetteer with real people's queries: any script, any spelling, typos.
import { beforeAll, expect, test } from 'vitest'
import { type Gazetteer, loadGazetteer } from '#server/gazetteer/gazetteer.ts'
import { distanceKm, type Place } from '#shared/domain/place.ts'
import { realQueries } from './real-queries.ts'

let gazetteer: Gazetteer

beforeAll(async () => {
  gazetteer = await loadGazetteer()
})

/** A city extends beyond its centre, and an atlas places that elsewhere. */
const withinKm = 20

const isAt = (place: Place | undefined, [latitude, longitude]: readonly [number, number]) =>
  place !== undefined && distanceKm(place, { latitude, longitude }) < withinKm

const shown = (places: readonly Place[]) =>
  places.map(({ names, countryCode }) => `${names['en']} ${countryCode}`)

test.each(realQueries)('$city is found first', ({ at, first }) => {
  const lost = first.filter((query) => !isAt(gazetteer.search(query)[0], at))
  expect(lost.map((query) => `${query} → ${shown(gazetteer.search(query, { limit: 3 }))}`)).toEqual([])
})

const farther = realQueries.filter(({ amongThree }) => amongThree !== undefined)

test.each(farther)(
  '$city is found among the first three by what is farther off',
  ({ at, amongThree = [] }) => {
    const lost = amongThree.filter(
      (query) => !gazetteer.search(query, { limit: 3 }).some((place) => isAt(place, at)),
    )
    expect(lost.map((query) => `${query} → ${shown(gazetteer.search(query, { limit: 3 }))}`)).toEqual([])
  },
)

test('there are enough of them to mean something', () => {
  const queries = realQueries.flatMap(({ first, amongThree = [] }) => [...first, ...amongThree])
  expect(new Set(queries).size).toBe(queries.length)
  expect(queries.length).toBeGreaterThan(400)
})
