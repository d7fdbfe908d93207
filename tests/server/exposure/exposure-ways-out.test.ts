// The exposure matrix outside sockets: every URL of the server, a participant's own reply, and a draft.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAssets } from '#server/http/static-assets.ts'
import type { CalendarPage } from '#shared/protocol/calendar.ts'
import type { Audience, MeetingView, Snapshot } from '#shared/protocol/views.ts'
import { clientFolder } from '../../support/client-folder.ts'
import { snapshotOf } from '../../support/person.ts'
import { standInDrawer } from '../../support/stand-in-drawer.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'
import { cityIds, makeGathering, makeSecret, makeTestId } from '../../support/test-gathering.ts'
import { leaks, readerJoins, readerNamed, stranger, unknownFields } from './checks.ts'
import { accessTo, found } from './may-read.ts'
import { makeScene, type Scene } from './scene.ts'
import { viewFields } from './view-fields.ts'
import { cancelledInFiles, carriedBy, routes } from './ways-out-table.ts'
import { access, type CityState, cities, cityStates, readsDraft } from './who-reads.ts'

let app: TestApp
let scene: Scene
beforeAll(async () => {
  app = await startTestApp({ assets: openAssets(clientFolder), drawer: standInDrawer })
  scene = await makeScene(app)
}, 60_000)
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

/** The URLs a stranger requests, by HTTP output. Pictures are omitted: they are drawn from the same public snapshot and contain no text. */
function waysOut(): Readonly<Record<string, readonly string[]>> {
  const { slug } = scene.gathering
  const each = (path: (meetingId: string) => string) => cities.map((city) => path(scene.meetingIds[city]))
  const segments = cities.map((city) => `/segment-of-${city}`)
  return {
    'HTTP snapshot': [`/api/gatherings/${slug}`],
    page: ['', '/statement', '/programme', '/nothing', ...segments].map((rest) => `/g/${slug}${rest}`),
    'page of a city': each((id) => `/g/${slug}/${id}`),
    'page of a poster': each((id) => `/g/${slug}/${id}/poster`),
    'form without script': [
      ...each((id) => `/g/${slug}/come?city=${id}`),
      `/g/${slug}/panic`,
      `/g/${slug}/watch`,
    ],
    'proposal without script': [`/g/${slug}/propose/plain`, `/g/${slug}/propose/plain?q=Berlin`],
    'calendar file of a city': each((id) => `/g/${slug}/${id}.ics`),
    'calendar file': [
      `/g/${slug}.ics`,
      `/g/${slug}/gathering.ics`,
      '/calendar.ics',
      '/calendar.ics?country=SY',
    ],
    'calendar file of the programme': [`/g/${slug}/programme.ics`],
    list: ['/api/gatherings', '/api/calendar', '/api/calendar/choices', '/'],
    feed: ['/feed.atom', '/feed.json', `/g/${slug}/feed.atom`, `/g/${slug}/feed.json`],
    export: [`/g/${slug}/export.json`],
    'how it ran': [`/g/${slug}/as-it-ran.json`],
    sitemap: ['/sitemap.xml', '/sitemap-pages.xml', `/g/${slug}/sitemap.xml`],
    frame: [`/embed/g/${slug}`, `/oembed?url=${encodeURIComponent(`${app.url()}/g/${slug}`)}`],
    'nothing of a gathering': [
      '/api/places?q=canary',
      '/api/session',
      '/api/nothing',
      '/api/openapi.json',
      '/healthz',
      '/readyz',
      '/metrics',
      '/robots.txt',
      '/.well-known/security.txt',
      '/world.svg',
      '/embed/frame.js',
      '/embed/frame.css',
      '/panic',
      '/somewhere',
    ],
  }
}

describe('A1: by HTTP a stranger', () => {
  const read = async (path: string, cookie?: string) => {
    const response = await fetch(`${app.url()}${path}`, { headers: cookie === undefined ? {} : { cookie } })
    return { path, status: response.status, text: await response.text() }
  }

  const cancelled = new Set(
    cancelledInFiles.cities.flatMap((city) =>
      Object.values(cancelledInFiles.fields).map((column) => `${column} of ${city}`),
    ),
  )
  /** The not-found page may repeat the requested address; a calendar file may contain cancelled cities. */
  const leaksAt = (way: string, path: string, text: string) =>
    leaks(scene, text, stranger).filter((name) => {
      const canary = scene.canaries.find((each) => each.name === name)
      if (canary?.isId === true && path.includes(String(canary.value))) return false
      return !(way.startsWith('calendar file') && cancelled.has(name))
    })

  test('reads nothing that is closed, on no way out, and each carries the fields that the table names', async () => {
    const carried: Record<string, readonly string[]> = {}
    for (const [way, paths] of Object.entries(waysOut())) {
      const answers = await Promise.all(paths.map((path) => read(path)))
      for (const { path, text, status } of answers) {
        expect({ path, leaks: leaksAt(way, path, text) }).toEqual({ path, leaks: [] })
        expect({ path, isFine: status < 500 }).toEqual({ path, isFine: true })
      }
      const names = answers.flatMap(({ text }) => found(text, scene.canaries))
      carried[way] = [...new Set(names.map((name) => name.replace(/ of (?:the gathering|\w+)$/, '')))].sort()
    }
    expect(carried).toEqual(carriedBy)
  })

  test('reads the same snapshot as on a socket, and a signed-in organizer reads no more', async () => {
    const { slug, cookie } = scene.gathering
    const { snapshot, ...audience } = (await readerJoins(app, readerNamed(scene, 'public'))) as {
      snapshot: Snapshot
    }
    expect(audience).toMatchObject({ audience: { kind: 'public' } })
    expect(JSON.parse((await read(`/api/gatherings/${slug}`)).text)).toEqual(snapshot)
    for (const [way, paths] of Object.entries(waysOut())) {
      for (const path of paths.filter((each) => each !== '/api/session')) {
        const { text } = await read(path, cookie)
        expect({ way, path, leaks: leaksAt(way, path, text) }).toEqual({ way, path, leaks: [] })
      }
    }
  })

  test('A11: finds no picture, page or file of a city that is closed to them', async () => {
    const { slug } = scene.gathering
    const closed = cities.filter((city) => accessTo(stranger, city) === '-')
    for (const city of closed) {
      const id = scene.meetingIds[city]
      const statuses = {
        picture: (await read(`/g/${slug}/${id}/picture.png`)).status,
        poster: (await read(`/g/${slug}/${id}/poster.png`)).status,
        file: (await read(`/g/${slug}/${id}.ics`)).status,
      }
      // A withdrawn city that is in people's calendars appears there as cancelled, and nowhere else.
      const wasTold = (cancelledInFiles.cities as readonly CityState[]).includes(city)
      expect({ city, ...statuses }).toEqual({ city, picture: 404, poster: 404, file: wasTold ? 200 : 404 })
    }
  })

  test('reads of lists and calendars in fields that the tables name', async () => {
    const page = JSON.parse((await read('/api/calendar')).text) as CalendarPage
    const objects = page.entries.flatMap(({ summary, meetings }) => [
      ['summary', summary] as const,
      ...meetings.map((meeting) => ['calendarMeeting', meeting] as const),
      ...meetings.map((meeting) => ['place', meeting.place] as const),
    ])
    expect(unknownFields(objects)).toEqual([])
    expect(Object.keys(page.entries[0]?.summary ?? {}).sort()).toEqual(Object.keys(viewFields.summary).sort())
    const { runs } = JSON.parse((await read(`/g/${scene.gathering.slug}/as-it-ran.json`)).text)
    expect(runs.length).toBeGreaterThan(0)
    expect(unknownFields(runs.map((run: object) => ['run', run] as const))).toEqual([])
  })

  test('every address that the server answers is one of those that the matrix reads, or is known to say nothing', () => {
    const answered = routesIn(join(import.meta.dirname, '../../../server'))
    expect(answered).toEqual(Object.keys(routes).sort())
    const elsewhere = ['ticket', 'picture', 'posted', 'built']
    const ways = new Set([...Object.keys(waysOut()), ...elsewhere])
    expect(Object.values(routes).filter((way) => !ways.has(way))).toEqual([])
  })
})

function routesIn(directory: string): readonly string[] {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  )
  return files
    .flatMap((file) =>
      [
        ...readFileSync(join(directory, file), 'utf8').matchAll(
          /\bapp\.(get|all|post|put|delete|patch)\(\s*['"`]([^'"`]+)/g,
        ),
      ].map(([, method, path]) => `${method} ${path}`),
    )
    .sort()
}

describe('T1, T3: a reply', () => {
  test('reads its own city, and the address as far as city and reply allow; nothing of other cities or replies', async () => {
    for (const { city, state, secret, readsAddress } of scene.tickets) {
      const person = await app.connect()
      const held = await person.hold(secret)
      if (!held.ok) throw new Error(`no ticket: ${held.reason}`)
      expect(unknownFields([['ticket', held.ticket]])).toEqual([])
      expect(Object.keys(held.ticket).sort()).toEqual(Object.keys(viewFields.ticket).sort())
      const view: MeetingView = held.ticket.meeting
      expect(unknownFields([['meeting', view]])).toEqual([])
      expect({ city, state, readsAddress: view.address !== null }).toEqual({ city, state, readsAddress })
      expect(view).toMatchObject({ crew: null })
      const { exact, linked } = {
        exact: cityStates[city].counts === 'exact',
        linked: cityStates[city].isLinked,
      }
      expect({ capacity: view.capacity !== null, streams: view.streams.length > 0 }).toEqual({
        capacity: exact,
        streams: linked,
      })
      const own = new Set([held.ticket.attendanceId, held.ticket.code, held.ticket.queueOrder])
      const others = scene.canaries.filter(
        (canary) =>
          !own.has(canary.value as string) &&
          (canary.city !== city ||
            ['crew', 'state', 'nobody', 'own replies', 'talk', 'linked city'].includes(canary.rule) ||
            /seats left|people there|^(?:confirmed|waiting) of/.test(canary.name) ||
            (!readsAddress && canary.rule === 'address')),
      )
      const named = others.filter(({ isNamedBy }) => isNamedBy !== city)
      expect({ city, state, found: found(held, named) }).toEqual({ city, state, found: [] })
    }
  })

  test('reads in its page without script and in its calendar no more than that', async () => {
    for (const { city, state, secret, readsAddress } of scene.tickets) {
      const person = await app.connect()
      const held = await person.hold(secret)
      const feed = held.ok ? held.ticket.feed : ''
      const calendar = await (await fetch(`${app.url()}/feed/${feed}.ics`)).text()
      const page = await (await fetch(`${app.url()}/g/${scene.gathering.slug}/reply/${secret}`)).text()
      const own = scene.canaries.filter((canary) => canary.city === city && canary.rule === 'address')
      const isOpen = accessTo(stranger, city) !== '-' && cityStates[city].address === 'public'
      for (const [way, text] of Object.entries({ calendar, page })) {
        const address = found(text, own).length > 0
        const isCalled = state.startsWith('cancelled')
        // A calendar file may omit more: for a cancelled reply, or a cancelled city.
        if (way === 'page')
          expect({ way, city, state, address }).toEqual({ way, city, state, address: readsAddress })
        if (!readsAddress && !isOpen)
          expect({ way, city, state, address }).toEqual({ way, city, state, address: false })
        const secrets = scene.canaries.filter(
          ({ rule, value, city: of }) =>
            value !== secret &&
            (rule === 'nobody' ||
              rule === 'crew' ||
              rule === 'talk' ||
              (rule === 'own replies' && of !== city)),
        )
        expect({ way, city, state, isCalled, found: found(text, secrets) }).toEqual({
          way,
          city,
          state,
          isCalled,
          found: [],
        })
      }
    }
  })

  test('is opened by no other secret', async () => {
    const person = await app.connect()
    const { hostSecrets } = scene
    for (const secret of [
      makeSecret('r'),
      ...Object.values(hostSecrets),
      readerNamed(scene, 'guest of invited').request.credential,
    ])
      expect(await person.hold(secret ?? '')).toEqual({ ok: false, reason: 'link-not-valid' })
  })
})

describe('A7: a draft', () => {
  test('is read by those whom the table names, and by nobody else, on no way out', async () => {
    const title = 'draft-title-canary'
    const draft = await makeGathering(app, { published: false, title })
    const { meetingId, hostSecret } = await draft.addCity(cityIds.gaziantep)
    const directorSecret = makeSecret('d')
    await draft.order('appointDirector', { directorId: makeTestId(), alias: 'Sami', directorSecret })
    const { meetings } = snapshotOf(await draft.organizer.join({ gathering: draft.slug, as: 'organizer' }))
    const credentials: { readonly [Kind in Audience['kind']]?: string } = {
      host: hostSecret,
      guest: meetings[0]?.crew?.invitation ?? '',
      director: directorSecret,
    }
    const person = await app.connect({ cookie: draft.cookie })
    const read: Record<string, boolean> = {}
    for (const as of Object.keys(access) as Audience['kind'][]) {
      const credential = credentials[as]
      const request = { gathering: draft.slug, as, ...(credential === undefined ? {} : { credential }) }
      for (const known of [undefined, { epoch: app.store().epoch, version: 0 }]) {
        const answer = await person.join({ ...request, ...(known === undefined ? {} : { known }) })
        if (answer.ok !== readsDraft[as]) read[as] = answer.ok
        if (!answer.ok) expect(answer).toEqual({ ok: false, reason: 'not-found' })
      }
    }
    expect(read).toEqual({})
    const paths = [
      ...Object.values(waysOut()).flat(),
      ...Object.values(waysOut())
        .flat()
        .filter((path) => path.includes(scene.gathering.slug))
        .map((path) => path.replaceAll(scene.gathering.slug, draft.slug)),
      `/g/${draft.slug}/${meetingId}`,
      `/g/${draft.slug}/${meetingId}.ics`,
    ]
    for (const path of new Set(paths)) {
      const text = await (await fetch(`${app.url()}${path}`)).text()
      const isThere = text.includes(title) || text.includes(meetingId) || text.includes(draft.gatheringId)
      // The not-found page may contain the requested address.
      expect({ path, isThere: isThere && !path.includes(meetingId) }).toEqual({ path, isThere: false })
      expect({ path, isNamed: text.includes(title) }).toEqual({ path, isNamed: false })
    }
  })
})
