// A gathering's cities as stripes of sky.
import { expect, test } from 'vitest'
import type { Place } from '#shared/domain/place.ts'
import { skyStripes } from '#shared/domain/stripes.ts'

const place = (longitude: number) => ({ placeId: `${longitude}`, timeZone: 'UTC', longitude }) as Place
const gathering = { startsAt: 1000, clockRule: 'same-instant', leadPlace: null } as const
const stripes = (longitudes: readonly number[], named: number, most: number) =>
  skyStripes(gathering, longitudes.map(place), { named, most })
const drawn = (...of: Parameters<typeof stripes>) =>
  stripes(...of).map(({ place: { longitude }, isNamed }) => (isNamed ? `${longitude} named` : `${longitude}`))

test('cities stand from the west to the east, with their beginning, and few of them all carry words', () => {
  expect(drawn([36, -79, 13], 5, 5)).toEqual(['-79 named', '13 named', '36 named'])
  expect(stripes([36], 1, 1)).toEqual([{ place: place(36), instant: 1000, isNamed: true }])
})

test('of many, as many as there is room for are drawn and named, spread over the whole', () => {
  const eleven = Array.from({ length: 11 }, (_, index) => index * 10)
  expect(drawn(eleven, 2, 6)).toEqual(['0 named', '20', '40', '60', '80', '100 named'])
  expect(drawn(eleven, 3, 11).filter((text) => text.endsWith('named'))).toEqual([
    '0 named',
    '50 named',
    '100 named',
  ])
  expect(drawn(eleven, 1, 1)).toEqual(['0 named'])
})

test('without an instant there is no sky', () => {
  expect(skyStripes({ ...gathering, startsAt: null }, [place(1)], { named: 1, most: 1 })).toEqual([])
})
