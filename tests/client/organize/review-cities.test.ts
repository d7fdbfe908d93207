// The result of each table row: place, plan, unrecognized values, and whether it will be imported.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { findPlaces } from '#client/features/organize/cities/find-places.ts'
import { type CityOutcome, importCities } from '#client/features/organize/import/import-cities.ts'
import { matchPlace } from '#client/features/organize/import/match-place.ts'
import {
  type Finding,
  placeQueryOf,
  queryKey,
  type ReviewContext,
  reviewCities,
  type WrittenRow,
} from '#client/features/organize/import/review-cities.ts'
import { planFaults } from '#client/features/plan/plan-faults.ts'
import type { Dispatch } from '#client/sync/create-sync.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import type { Place } from '#shared/domain/place.ts'
import { limits } from '#shared/protocol/limits.ts'

function placeOf(
  placeId: string,
  en: string,
  countryCode: string,
  population: number,
  timeZone = 'UTC',
): Place {
  return { placeId, names: { en }, countryCode, latitude: 0, longitude: 0, timeZone, population }
}

const aleppo = placeOf('aleppo', 'Aleppo', 'SY', 1_600_000, 'Asia/Damascus')
const cologne = placeOf('cologne', 'Cologne', 'DE', 960_000)
const tripoliLibya = placeOf('tripoli-ly', 'Tripoli', 'LY', 1_100_000)
const tripoliLebanon = placeOf('tripoli-lb', 'Tripoli', 'LB', 230_000)

const findings = new Map<string, Finding>([
  [' Aleppo', [aleppo]],
  [' Köln', [cologne]],
  ['DE Köln', [cologne]],
  [' Tripoli', [tripoliLibya, tripoliLebanon]],
  ['LB Tripoli', [tripoliLebanon]],
  [' Atlantis', []],
  [' Offline', 'failed'],
])

const context: ReviewContext = {
  findings,
  chosen: new Map(),
  ticked: new Map(),
  meeting: new Set(),
  exposure: exposurePresets.vetted,
  moment: { startsAt: Date.UTC(2027, 0, 20, 15), clockRule: 'same-instant', leadPlace: null },
  languages: ['ar', 'en'],
}

const rowOf = (cells: WrittenRow['cells'], line = 1): WrittenRow => ({ line, cells })
function reviewOne(cells: WrittenRow['cells'], more: Partial<ReviewContext> = {}) {
  const [reviewed] = reviewCities([rowOf(cells)], { ...context, ...more })
  if (reviewed === undefined) throw new Error('no row')
  return reviewed
}

describe('a row', () => {
  test('that is understood goes in with its plan', () => {
    const row = reviewOne({
      city: 'Aleppo',
      country: '',
      venue: ' Great  hall ',
      capacity: '١٢٠',
      host: 'Omar',
      languages: 'عربي',
      doors: '17:15',
    })
    expect(row).toMatchObject({ match: { kind: 'exact' }, place: aleppo, faults: [], goesIn: true })
    expect(row.plan).toMatchObject({
      venue: 'Great hall',
      capacity: 120,
      hostAlias: 'Omar',
      languages: ['ar'],
      doorsMinutesBefore: 45,
      exposure: exposurePresets.vetted,
    })
  })

  test('found by another name is to be looked at, and goes in where the country or the organizer says so too', () => {
    expect(reviewOne({ city: 'Köln' })).toMatchObject({
      match: { kind: 'near' },
      place: cologne,
      goesIn: false,
    })
    expect(reviewOne({ city: 'Köln', country: 'Deutschland' }).goesIn).toBe(true)
    expect(reviewOne({ city: 'Köln' }, { chosen: new Map([[1, cologne]]) }).goesIn).toBe(true)
    expect(reviewOne({ city: 'Köln' }, { ticked: new Map([[1, true]]) }).goesIn).toBe(true)
  })

  test('of which there are several waits until one is chosen, or the country says which', () => {
    expect(reviewOne({ city: 'Tripoli' })).toMatchObject({
      match: { kind: 'ambiguous' },
      place: null,
      canGoIn: false,
      candidates: [tripoliLibya, tripoliLebanon],
    })
    const chosen = new Map([[1, tripoliLebanon]])
    expect(reviewOne({ city: 'Tripoli' }, { chosen })).toMatchObject({ place: tripoliLebanon, goesIn: true })
    expect(reviewOne({ city: 'Tripoli', country: 'لبنان' })).toMatchObject({
      match: { kind: 'exact' },
      goesIn: true,
    })
  })

  test('that came with a place’s id means that place, whatever others are called, and an unknown id falls back to the name', () => {
    const brought = (placeId: string, found: readonly Place[]) =>
      reviewCities([{ line: 1, cells: { city: 'Tripoli' }, placeId }], {
        ...context,
        findings: new Map([[queryKey({ city: 'Tripoli', country: null, placeId }), found]]),
      })[0]
    expect(brought('tripoli-lb', [tripoliLebanon])).toMatchObject({ place: tripoliLebanon, goesIn: true })
    expect(brought('cologne', [cologne])).toMatchObject({
      match: { kind: 'exact' },
      place: cologne,
      goesIn: true,
    })
    expect(brought('gone', [tripoliLibya, tripoliLebanon])).toMatchObject({ place: null, goesIn: false })
  })

  test('that means no place, or could not be looked up, stays out', () => {
    expect(reviewOne({ city: 'Atlantis' })).toMatchObject({ match: { kind: 'unknown' }, goesIn: false })
    expect(reviewOne({ city: 'Offline' })).toMatchObject({ match: { kind: 'failed' }, goesIn: false })
    expect(reviewOne({ city: 'Not asked yet' })).toMatchObject({ match: { kind: 'looking' }, goesIn: false })
    expect(reviewOne({ venue: 'Hall' }).faults).toMatchObject([
      { column: 'city', kind: 'missing', stops: true },
    ])
  })

  test.each([
    ['0', 'out-of-range'],
    [String(limits.capacity + 1), 'out-of-range'],
    ['80-100', 'not-read'],
    ['many', 'not-read'],
  ])('with %s seats stays out', (capacity, kind) => {
    const row = reviewOne({ city: 'Aleppo', capacity })
    expect(row.faults).toEqual([{ column: 'capacity', kind, value: capacity, stops: true }])
    expect(row.canGoIn).toBe(false)
  })

  test.each([
    ['', null],
    ['-', null],
    ['بلا حد', null],
    ['1', 1],
    ['120 seats', 120],
    ['١٬٢٠٠ مقعد', 1200],
    [String(limits.capacity), limits.capacity],
  ])('with “%s” for its seats has %s', (capacity, seats) => {
    const row = reviewOne({ city: 'Aleppo', capacity })
    expect(row.faults).toEqual([])
    expect(row.plan.capacity).toBe(seats)
  })

  test('leaves out what is not understood and can be done without', () => {
    const row = reviewOne({ city: 'Aleppo', country: '', languages: 'Klingon', doors: 'early' })
    expect(row.faults.map(({ column, stops }) => ({ column, stops }))).toEqual([
      { column: 'languages', stops: false },
      { column: 'doors', stops: false },
    ])
    expect(row).toMatchObject({ goesIn: true, plan: { languages: ['ar'], doorsMinutesBefore: 30 } })
  })

  test.each(['5:30', '18:30', '0:30'])(
    'keeps its city where doors at “%s” cannot be before the beginning',
    (doors) => {
      const row = reviewOne({ city: 'Aleppo', doors })
      expect(row.faults).toEqual([{ column: 'doors', kind: 'not-read', value: doors, stops: false }])
      expect(row).toMatchObject({ goesIn: true, plan: { doorsMinutesBefore: 30 } })
    },
  )

  test('of a city that meets already, or stands in an earlier row, goes in only when ticked', () => {
    const meeting = new Set(['aleppo'])
    expect(reviewOne({ city: 'Aleppo' }, { meeting })).toMatchObject({
      duplicate: 'meets',
      canGoIn: true,
      goesIn: false,
    })
    expect(reviewOne({ city: 'Aleppo' }, { meeting, ticked: new Map([[1, true]]) }).goesIn).toBe(true)
    const rows = [rowOf({ city: 'Aleppo' }, 4), rowOf({ city: 'Aleppo' }, 9)]
    expect(reviewCities(rows, context).map(({ duplicate, goesIn }) => ({ duplicate, goesIn }))).toEqual([
      { duplicate: null, goesIn: true },
      { duplicate: 4, goesIn: false },
    ])
    // With the first one unticked, the second is no duplicate.
    const ticked = new Map([[4, false]])
    expect(reviewCities(rows, { ...context, ticked }).map(({ goesIn }) => goesIn)).toEqual([false, true])
  })
})

test('whatever stands in the cells, what goes in is a plan that the server takes', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 400 }),
    fc.constantFrom('', 'Aleppo', '١٢', '-3', '17:30', 'ar', '9'.repeat(12), 'x'.repeat(limits.address + 1)),
  )
  const cells = fc.record({
    city: fc.constantFrom('Aleppo', 'Köln', 'Tripoli', ''),
    country: cell,
    venue: cell,
    address: cell,
    capacity: cell,
    host: cell,
    languages: cell,
    doors: cell,
  })
  fc.assert(
    fc.property(cells, (written) => {
      const any: ReadonlyMap<string, Finding> = new Map(
        [placeQueryOf(rowOf(written))]
          .filter((query) => query !== null)
          .map((query) => [queryKey(query), [aleppo]]),
      )
      const row = reviewOne(written, { findings: any, ticked: new Map([[1, true]]) })
      expect(row.goesIn).toBe(row.canGoIn)
      if (row.goesIn) expect(planFaults(row.plan)).toEqual([])
    }),
  )
}, 60_000)

test('a place whose name only begins so, but which the gazetteer puts first, may be meant as well', () => {
  const longer = placeOf('ly', 'Tripoli West', 'LY', 1_100_000)
  expect(matchPlace('Tripoli', [longer, tripoliLebanon]).kind).toBe('ambiguous')
})

test('a much larger namesake is meant without saying so', () => {
  const london = placeOf('gb', 'London', 'GB', 9_000_000)
  const ontario = placeOf('ca', 'London', 'CA', 350_000)
  expect(matchPlace('london', [ontario, london])).toEqual({ kind: 'exact', place: london })
})

test('many places are asked for a few at a time, each answer is heard, and a failure stops no other', async () => {
  let open = 0
  let most = 0
  const heard = new Map<string, Finding>()
  const queries = Array.from({ length: 30 }, (_, index) => ({ city: `city ${index}`, country: null }))
  await findPlaces(
    queries,
    async ({ city }) => {
      most = Math.max(most, ++open)
      await new Promise((resolve) => setTimeout(resolve, 1))
      open--
      if (city === 'city 7') throw new Error('no line')
      return [aleppo]
    },
    (key, finding) => heard.set(key, finding),
    new AbortController().signal,
  )
  expect(most).toBe(4)
  expect(heard.size).toBe(30)
  expect(heard.get(' city 7')).toBe('failed')
  expect(heard.get(' city 29')).toEqual([aleppo])
})

describe('the import', () => {
  const orders = [1, 2, 3].map((line) => ({
    line,
    payload: { meetingId: `meeting-${line}`, placeId: 'aleppo', hostSecret: '', plan: {} as never },
  }))
  const answering = (reasons: Readonly<Record<string, string>>) => {
    const asked: string[] = []
    const dispatch = (async (_: string, __: string, { meetingId }: { meetingId: string }) => {
      asked.push(meetingId)
      const reason = reasons[meetingId]
      return reason === undefined ? { ok: true } : { ok: false, reason }
    }) as unknown as Dispatch
    return { asked, dispatch }
  }

  test('goes on after a refusal, and a meeting whose first answer was lost counts as added', async () => {
    const { asked, dispatch } = answering({ 'meeting-1': 'city-unknown', 'meeting-2': 'already-exists' })
    const heard = new Map<number, CityOutcome>()
    await importCities(
      orders,
      dispatch,
      'g',
      ({ line }, outcome) => heard.set(line, outcome),
      () => false,
    )
    expect(asked).toEqual(['meeting-1', 'meeting-2', 'meeting-3'])
    expect([...heard.values()]).toEqual([{ ok: false, reason: 'city-unknown' }, 'added', 'added'])
  })

  test('stops after the one that is on its way', async () => {
    const { asked, dispatch } = answering({})
    let isStopped = false
    await importCities(
      orders,
      dispatch,
      'g',
      () => (isStopped = true),
      () => isStopped,
    )
    expect(asked).toEqual(['meeting-1'])
  })
})
