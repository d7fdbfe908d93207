// The gazetteer over HTTP: nearby places, places of a country, and places with meetings, without revealing closed cities.
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Place } from '#shared/domain/place.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { invited, makeGathering, type TestGathering } from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering

beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
})
afterAll(() => app.close())

async function ask(query: Readonly<Record<string, string>>): Promise<readonly Place[]> {
  const response = await fetch(`${app.url()}/api/places?${new URLSearchParams(query)}`)
  expect(response.status).toBe(200)
  return ((await response.json()) as { places: readonly Place[] }).places
}
const countries = async (query: Readonly<Record<string, string>>) =>
  (await ask(query)).map(({ countryCode }) => countryCode)

async function tripoliOf(country: string): Promise<Place> {
  const [place] = await ask({ q: 'Tripoli', country })
  if (place === undefined) throw new Error(`no Tripoli in ${country}`)
  return place
}

test('of one country only, and nearest to a place that is named by its id', async () => {
  expect((await countries({ q: 'Tripoli' }))[0]).toBe('LY')
  expect(new Set(await countries({ q: 'Tripoli', country: 'lb' }))).toEqual(new Set(['LB']))
  const [beirut] = await ask({ q: 'Beirut' })
  expect((await countries({ q: 'Tripoli', near: beirut?.placeId ?? '' }))[0]).toBe('LB')
  expect((await countries({ q: 'Tripoli', near: 'nowhere' }))[0]).toBe('LY')
})

test('a city where the gathering meets goes first; one that strangers do not learn of stands where it always stands', async () => {
  const lebanese = await tripoliOf('LB')
  const { slug, gatheringId } = gathering
  const before = await ask({ q: 'Tripoli', gathering: slug })
  const hidden = await gathering.addCity(lebanese.placeId, { exposure: invited })
  expect(await ask({ q: 'Tripoli', gathering: slug })).toEqual(before)
  expect(before[0]?.countryCode).toBe('LY')
  await gathering.order('withdrawMeeting', { meetingId: hidden.meetingId })
  const open = await gathering.addCity(lebanese.placeId)
  for (const name of [slug, gatheringId])
    expect((await countries({ q: 'Tripoli', gathering: name }))[0]).toBe('LB')
  await gathering.order('withdrawMeeting', { meetingId: open.meetingId })
  expect(await ask({ q: 'Tripoli', gathering: slug })).toEqual(before)
})

test('a draft, and a gathering that is none, change nothing', async () => {
  const draft = await makeGathering(app, { published: false })
  await draft.addCity((await tripoliOf('LB')).placeId)
  for (const name of [draft.gatheringId, 'no-such-gathering', '../etc', ''])
    expect((await countries({ q: 'Tripoli', gathering: name }))[0], name).toBe('LY')
})

test('an answer that knows where people meet is kept for a minute, others for an hour', async () => {
  const kept = async (query: string) =>
    (await fetch(`${app.url()}/api/places?${query}`)).headers.get('cache-control')
  expect(await kept('q=Tripoli')).toBe('public, max-age=3600')
  expect(await kept(`q=Tripoli&gathering=${gathering.slug}`)).toBe('public, max-age=60')
})
