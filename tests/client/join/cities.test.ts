// Searching and sorting a gathering's cities, and the list of gatherings.

import { expect, test } from 'vitest'
import { cityOptions } from '#client/app/city-options.ts'
import { titleFor } from '#client/features/directory/title-for.ts'
import { agendaTimes } from '#client/features/gathering/agenda-times.ts'
import { findCities, listCities, sortCities } from '#client/features/gathering/cities.ts'
import { roundKm } from '#client/i18n/distance-text.ts'
import { nextChange } from '#client/sync/use-phase.ts'
import { firstPlan } from '#shared/domain/moment.ts'
import type { GatheringSummary } from '#shared/protocol/views.ts'
import { countsOf, meetingAt, places, snapshot, speak, startsAt } from './sample.ts'

const names = (cities: readonly { readonly name: string }[]) => cities.map(({ name }) => name)

test('the nearest come first where the reader’s place is known, else they stand by name', () => {
  expect(names(listCities(snapshot, 'en', places.berlin))).toEqual(['Berlin', 'Malmö', 'Damascus', 'Sydney'])
  expect(names(listCities(snapshot, 'en', null))).toEqual(['Berlin', 'Damascus', 'Malmö', 'Sydney'])
})

test('only open meetings are listed', () => {
  const meetings = [meetingAt(places.berlin), meetingAt(places.malmo, { status: 'withdrawn' })]
  expect(names(listCities({ ...snapshot, meetings }, 'en', null))).toEqual(['Berlin'])
})

test('they go by people with closed numbers last, and by the clock from the west to the east', () => {
  const counts = [
    countsOf('meeting-1', { confirmed: 5 }),
    countsOf('meeting-2', { confirmed: null }),
    countsOf('meeting-3', { confirmed: 90 }),
    countsOf('meeting-4', { confirmed: 5 }),
  ]
  const cities = listCities({ ...snapshot, counts }, 'en', null)
  expect(names(sortCities(cities, 'people', 'en'))).toEqual(['Malmö', 'Damascus', 'Sydney', 'Berlin'])
  expect(names(sortCities(cities, 'time', 'en', () => startsAt))).toEqual([
    'Berlin',
    'Malmö',
    'Damascus',
    'Sydney',
  ])
})

test('they are found in any script, by the country too', () => {
  const cities = listCities(snapshot, 'en', null)
  for (const query of ['malmo', 'MALMÖ', 'مالمو', 'swed'])
    expect(names(findCities(cities, query))).toEqual(['Malmö'])
  expect(findCities(cities, ' ')).toHaveLength(4)
  expect(findCities(cities, 'nowhere')).toEqual([])
})

test('a distance is not said where one is there, and not to the last kilometre where it is far', () => {
  const options = cityOptions(listCities(snapshot, 'en', places.berlin), speak('en'), snapshot.gathering)
  expect(options.map(({ distance }) => distance)).toEqual([null, '340 km', '2,790 km', '16,090 km'])
  expect(roundKm(42.4)).toBe(42)
})

test('an agenda tells minutes as far as the lengths are known', () => {
  const agenda = [
    { title: 'a', minutes: 10 },
    { title: 'b', minutes: 5 },
    { title: 'c', minutes: null },
    { title: 'd', minutes: 5 },
  ]
  expect(agendaTimes(agenda).map(({ from, to }) => [from, to])).toEqual([
    [0, 10],
    [10, 15],
    [null, null],
    [null, null],
  ])
})

const summary = (
  slug: string,
  at: number | null,
  change: Partial<GatheringSummary> = {},
): GatheringSummary => ({
  gatheringId: slug,
  slug,
  clock: null,
  status: 'published',
  isExample: false,
  startsAt: at,
  lengthMs: 100,
  ...firstPlan,
  span: at === null ? null : { from: at, to: at + 100 },
  leadPlace: null,
  languages: ['ar'],
  titles: { ar: { title: 'عنوان', slogan: '' } },
  cities: 0,
  people: 0,
  atLeast: false,
  onStage: false,
  ...change,
})

test('a title is in the reader’s language, else in the main one, and says which', () => {
  expect(titleFor(summary('a', null), 'en')).toMatchObject({ language: 'ar', title: 'عنوان' })
  expect(titleFor(summary('a', null, { titles: {} }), 'en')).toMatchObject({ title: '' })
})

test('the phase changes at the start and at the end, and never again', () => {
  expect(nextChange({ from: 1000, to: 1100 }, 500)).toBe(1000)
  expect(nextChange({ from: 1000, to: 1100 }, 1000)).toBe(1100)
  expect(nextChange({ from: 1000, to: 1100 }, 1100)).toBeNull()
  expect(nextChange(null, 1100)).toBeNull()
})
