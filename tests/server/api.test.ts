import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { describeApi, listSchema, placesSchema } from '#server/api/open-api.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { snapshotSchema } from '#shared/protocol/view-schemas.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
  type TestGathering,
} from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering

beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
  const { meetingId, hostSecret } = await gathering.addCity(cityIds.berlin, { capacity: 20 })
  await gathering.addCity(cityIds.gaziantep, { exposure: exposurePresets.approximate })
  await gathering.addCity(cityIds.aleppo, { exposure: exposurePresets.vetted })
  await gathering.addCity(cityIds.idlib, { exposure: invited })
  const { gatheringId } = gathering
  const host = await app.connect()
  for (const [role, address] of [
    ['main', 'https://www.youtube.com/watch?v=abcdefghijk'],
    ['room', 'https://meet.jit.si/some-room'],
    ['phone', '+49 30 123456'],
    ['backup', 'https://streams.example/live.m3u8'],
  ] as const) {
    const payload = { meetingId, streamId: makeTestId(), role, address }
    accepted(await host.ask('addStream', gatheringId, payload, { credential: hostSecret }))
  }
  const ready = { meetingId, status: 'ready' } as const
  accepted(await host.ask('setLink', gatheringId, ready, { credential: hostSecret }))
  const reply = { meetingId, partySize: 3 }
  accepted(await host.ask('replyToMeeting', gatheringId, reply, { credential: makeSecret('r') }))
  await gathering.order('postponeGathering', {})
}, 60_000)
afterAll(() => app.close())

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${app.url()}${path}`, { headers })
const read = async (path: string): Promise<unknown> => (await get(path)).json()

describe('the interface for programs', () => {
  test('is described by a valid OpenAPI document', async () => {
    const document = (await read('/api/openapi.json')) as Record<string, unknown>
    const { valid, errors } = await new Validator().validate(structuredClone(document))
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(document['openapi']).toBe('3.1.1')
    // Every schema that is named is there.
    const named = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
      ([, name]) => name,
    )
    expect(named.length).toBeGreaterThan(10)
    const { schemas } = describeApi('https://multaqa.example')['components'] as { schemas: object }
    for (const name of named) expect(Object.keys(schemas)).toContain(name)
  })

  test('answers what it describes, and nothing besides', async () => {
    const snapshot = snapshotSchema.parse(await read(`/api/gatherings/${gathering.slug}`))
    expect(snapshot.meetings).toHaveLength(3)
    expect(snapshot.meetings.flatMap(({ streams }) => streams)).toHaveLength(4)
    expect(listSchema.parse(await read('/api/gatherings'))).toMatchObject({
      total: 1,
      gatherings: [{ slug: gathering.slug, standing: 'postponed', cities: 3 }],
    })
    expect(placesSchema.parse(await read('/api/places?q=berlin')).places.length).toBeGreaterThan(0)
  })

  test('pages through the list, and takes odd numbers for none', async () => {
    const next = await makeGathering(app, { title: 'Another' })
    app.clock.set(app.clock.now() + 2000)
    const first = listSchema.parse(await read('/api/gatherings?limit=1'))
    const second = listSchema.parse(await read('/api/gatherings?limit=1&offset=1'))
    expect([first.total, second.total]).toEqual([2, 2])
    const slugs = [first, second].flatMap(({ gatherings }) => gatherings.map(({ slug }) => slug))
    expect(slugs.sort()).toEqual([gathering.slug, next.slug].sort())
    for (const odd of ['limit=0', 'limit=-3', 'limit=x', 'offset=1.5', 'limit=1e999'])
      expect(listSchema.parse(await read(`/api/gatherings?${odd}`)).gatherings).toHaveLength(2)
  })

  test.each([
    '/api/openapi.json',
    '/api/gatherings',
    '/api/gatherings/SLUG',
    '/feed.atom',
    '/g/SLUG/feed.json',
  ])('%s is not sent again to whoever has it, and may be read by any site', async (template) => {
    const path = template.replace('SLUG', gathering.slug)
    for (const packing of ['br', 'gzip', 'identity']) {
      const response = await get(path, { 'accept-encoding': packing })
      const tag = response.headers.get('etag') ?? ''
      expect(tag).toMatch(/^"[\w.-]+"$/)
      await response.text()
      const again = await get(path, { 'accept-encoding': packing, 'if-none-match': `"other", W/${tag}` })
      expect(again.status).toBe(304)
      expect(await again.text()).toBe('')
      const changed = await get(path, { 'accept-encoding': packing, 'if-none-match': '"other"' })
      expect(changed.status).toBe(200)
    }
    if (path.startsWith('/api/'))
      expect((await get(path)).headers.get('access-control-allow-origin')).toBe('*')
  })
})
