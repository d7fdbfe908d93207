import { afterAll, beforeAll, expect, test } from 'vitest'
import { gatheringExport } from '#shared/protocol/gathering-export.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import { cityIds, invited, makeGathering } from '../support/test-gathering.ts'

let app: TestApp
beforeAll(async () => {
  app = await startTestApp()
})
afterAll(() => app.close())

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url()}${path}`, { headers })

test('a gathering goes out whole, and comes in by the same schema, without hosts, halls or closed cities', async () => {
  const gathering = await makeGathering(app)
  await gathering.order('editGathering', {
    clockRule: 'same-local-hour',
    texts: { en: { goals: ['peace'] } },
  })
  const plan = { hostAlias: 'canary-host', venue: 'canary-venue', address: 'canary-address' }
  await gathering.addCity(cityIds.berlin, plan)
  await gathering.addCity(cityIds.toronto, { exposure: invited })
  const response = await get(`/g/${gathering.slug}/export.json`)
  const text = await response.text()
  expect(text).not.toContain('canary')
  expect(gatheringExport.parse(JSON.parse(text))).toMatchObject({
    gathering: {
      startsAt: testInstant,
      lengthMs: 7_200_000,
      clockRule: 'same-local-hour',
      leadPlaceId: cityIds.gaziantep,
      languages: ['en'],
      texts: { en: { title: 'One hour', slogan: 'Together', statement: 'We meet.', goals: ['peace'] } },
    },
    cities: [{ placeId: cityIds.berlin, name: 'Berlin' }],
  })
})

test('a draft goes out to its own organizer alone, and is kept nowhere on the way', async () => {
  const draft = await makeGathering(app, { published: false, title: 'canary-draft' })
  const path = `/g/${draft.gatheringId}/export.json`
  expect((await get(path)).status).toBe(404)
  expect((await get(path, { cookie: 'multaqa=somebody-else' })).status).toBe(404)
  const own = await get(path, { cookie: draft.cookie })
  expect(own.headers.get('cache-control')).toBe('private, no-store')
  expect(await own.text()).toContain('canary-draft')
  expect((await get('/g/nothing-here/export.json')).status).toBe(404)
})

test('a written position finds the nearest city, and what is none finds nothing', async () => {
  const placesAt = async (at: string) =>
    (
      (await (await get(`/api/places?at=${encodeURIComponent(at)}`)).json()) as {
        places: { placeId: string }[]
      }
    ).places
  expect(await placesAt('37.06,37.38')).toMatchObject([{ placeId: cityIds.gaziantep }])
  for (const none of ['91,0', '0,181', 'a,b', '', '1', '1,2,3', '1e3,2'])
    expect(await placesAt(none)).toEqual([])
})
