import { readdirSync, readFileSync } from 'node:fs'
import { dereference, validate } from '@readme/openapi-parser'
import { Validator } from '@seriousme/openapi-schema-validator'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  calendarPageSchema,
  choicesSchema,
  describeApi,
  listSchema,
  placesSchema,
  zonesSchema,
} from '#server/api/open-api.ts'
import { exposurePresets } from '#shared/domain/exposure.ts'
import { calendarQuery } from '#shared/protocol/calendar-query.ts'
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
  test('is described by a valid OpenAPI document, as two validators say, whose references all resolve', async () => {
    const document = (await read('/api/openapi.json')) as Parameters<typeof validate>[0]
    const { valid, errors } = await new Validator().validate(
      structuredClone(document) as object as Record<string, unknown>,
    )
    expect(errors).toBeUndefined()
    expect(valid).toBe(true)
    expect(await validate(structuredClone(document))).toMatchObject({ valid: true, warnings: [] })
    expect(document).toMatchObject({ openapi: '3.1.1' })
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
      ([, ref]) => ref ?? '',
    )
    expect(references.length).toBeGreaterThan(20)
    for (const reference of new Set(references)) {
      // Must be a JSON Pointer within the document (RFC 6901).
      expect(reference).toMatch(/^#(?:\/[^/#]+)+$/)
      const found = reference
        .slice(2)
        .split('/')
        .reduce<unknown>((within, part) => (within as Record<string, unknown>)?.[part], document)
      expect({ reference, isThere: typeof found === 'object' && found !== null }).toEqual({
        reference,
        isThere: true,
      })
    }
    // Dereferencing resolves each of them again.
    const whole = JSON.stringify(await dereference(structuredClone(document)), (key, value) =>
      key === '$ref' ? 'left' : value,
    )
    expect(whole).not.toContain('"$ref":"left"')
  })

  /** Every route of the server's source except pages, forms, frames and the operator's endpoints. */
  const routes = [
    ...new Set(
      readdirSync('server', { recursive: true, encoding: 'utf8' })
        .filter((file) => file.endsWith('.ts'))
        .flatMap((file) => [
          ...readFileSync(`server/${file}`, 'utf8').matchAll(/app\.(get|post)\(\s*['`]([^'`]+)['`]/g),
        ])
        .map(([, method, path]) => `${method} ${path}`),
    ),
  ]
  const described = describeApi('https://multaqa.example')['paths'] as Record<
    string,
    Record<string, { readonly parameters?: readonly { readonly name: string; readonly in: string }[] }>
  >

  test('describes every address under /api, and each file', () => {
    const api = routes.filter((route) => route.includes(' /api/'))
    expect(api.length).toBeGreaterThan(10)
    const files = [
      '/calendar.ics',
      '/g/{slug}.ics',
      '/g/{slug}/feed.json',
      '/g/{slug}/export.json',
      '/oembed',
    ]
    for (const route of [...api, ...files.map((path) => `get ${path}`)]) {
      const [method = '', path = ''] = route.split(' ')
      const named = path.replace(/:(\w+)/g, '{$1}')
      expect({ route, isDescribed: described[named]?.[method] !== undefined }).toEqual({
        route,
        isDescribed: true,
      })
    }
  })

  test('describes every parameter in a path, and those that the calendar and places read', () => {
    for (const [path, methods] of Object.entries(described)) {
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
      for (const { parameters = [] } of Object.values(methods)) {
        expect(parameters.filter((one) => one.in === 'path').map(({ name }) => name)).toEqual(inPath)
      }
    }
    const queryOf = (path: string) =>
      (described[path]?.['get']?.parameters ?? []).filter((one) => one.in === 'query').map(({ name }) => name)
    expect(queryOf('/api/calendar').sort()).toEqual(Object.keys(calendarQuery.shape).sort())
    expect(queryOf('/api/places').sort()).toEqual([
      'at',
      'country',
      'gathering',
      'id',
      'language',
      'near',
      'q',
      'zone',
    ])
  })

  test('answers another method with 405 and the methods that there are', async () => {
    for (const [path, methods] of Object.entries(described)) {
      const known = Object.keys(methods).map((method) => method.toUpperCase())
      const address = path
        .replace('{slug}', gathering.slug)
        .replace('{calendar}', 'gathering')
        .replace(/\{\w+\}/g, 'xxxxxxxx')
      for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'QUERY']) {
        if (known.includes(method)) continue
        const response = await fetch(`${app.url()}${address}`, { method })
        const allow = response.headers.get('allow')?.split(', ')
        expect({ path, method, status: response.status }).toEqual({ path, method, status: 405 })
        expect(allow).toEqual(expect.arrayContaining(known))
        expect(await response.json()).toEqual({ ok: false, reason: 'method-not-allowed' })
      }
    }
    expect((await fetch(`${app.url()}/api/gatherings`, { method: 'HEAD' })).status).toBe(200)
    for (const method of ['GET', 'POST', 'DELETE'])
      expect((await fetch(`${app.url()}/api/nothing`, { method })).status).toBe(404)
  }, 60_000)

  test('answers what it describes, and nothing besides', async () => {
    const snapshot = snapshotSchema.parse(await read(`/api/gatherings/${gathering.slug}`))
    expect(snapshot.meetings).toHaveLength(3)
    expect(snapshot.meetings.flatMap(({ streams }) => streams)).toHaveLength(4)
    expect(listSchema.parse(await read('/api/gatherings'))).toMatchObject({
      total: 1,
      gatherings: [{ slug: gathering.slug, standing: 'postponed', cities: 3 }],
    })
    expect(placesSchema.parse(await read('/api/places?q=berlin')).places.length).toBeGreaterThan(0)
    expect(calendarPageSchema.parse(await read('/api/calendar')).entries).toHaveLength(1)
    choicesSchema.parse(await read('/api/calendar/choices'))
    const { zones } = zonesSchema.parse(await read('/api/zones'))
    expect(zones.flatMap(({ timeZones }) => timeZones).length).toBeGreaterThan(400)
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
