// The exposure matrix: every audience, every state of a city, every field and stored value, every way out of the server.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAssets } from '#server/http/static-assets.ts'
import { readSnapshot } from '#server/reading/snapshot.ts'
import { bandFloor } from '#shared/domain/exposure.ts'
import type { CalendarPage } from '#shared/protocol/calendar.ts'
import { joinRequest } from '#shared/protocol/socket-events.ts'
import type { Audience, MeetingView, Snapshot, Update } from '#shared/protocol/views.ts'
import { makeClientFolder } from '../../support/client-folder.ts'
import { eventually, snapshotOf } from '../../support/person.ts'
import { standInDrawer } from '../../support/stand-in-drawer.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'
import { cityIds, makeGathering, makeSecret, makeTestId } from '../../support/test-gathering.ts'
import { accessTo, found, makeScene, mayRead, type Reader, type Scene } from './scene.ts'
import {
  access,
  type CityState,
  cancelledInFiles,
  carriedBy,
  cities,
  cityStates,
  closedValues,
  crewAccess,
  type Rule,
  readsDraft,
  routes,
  viewFields,
} from './who-reads.ts'

let app: TestApp
let scene: Scene
/** What the organizer reads; the canaries say that it is what is stored. */
let truth: Snapshot
beforeAll(async () => {
  app = await startTestApp({ assets: openAssets(await makeClientFolder()), drawer: standInDrawer })
  scene = await makeScene(app)
  truth = snapshotOf(await readerJoins(readerNamed('organizer')))
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

const stranger = { kind: 'public', own: null } as const
const allowed = (reader: Pick<Reader, 'kind' | 'own'>) =>
  scene.canaries
    .filter((canary) => mayRead(reader, canary))
    .map(({ name }) => name)
    .sort()
/** Never read on a socket: how the hour ran stands on a page. */
const isOnSocket = (name: string) => !/^run at /.test(name)

/** What is in it that the tables do not allow. */
function leaks(output: unknown, reader: Pick<Reader, 'kind' | 'own'>): readonly string[] {
  const may = new Set(allowed(reader))
  return found(output, scene.canaries).filter((name) => !may.has(name))
}

const readerNames = [
  ...(['public', 'preview', 'organizer', 'director'] as const),
  ...cities.flatMap((city) => [`guest of ${city}`, `host of ${city}`]),
]
const readerNamed = (name: string) => {
  const reader = scene.readers.find((each) => each.name === name)
  if (reader === undefined) throw new Error(`nobody reads as ${name}`)
  return reader
}

/** Each object in a snapshot beside the table of its fields. */
function objectsIn(snapshot: Snapshot): readonly (readonly [keyof typeof viewFields, object])[] {
  const { gathering, stage, programme, recordings, rollCall, meetings, counts, control } = snapshot
  const all = <Table extends keyof typeof viewFields>(table: Table, of: readonly (object | null)[]) =>
    of.filter((each) => each !== null).map((each) => [table, each] as const)
  const places = meetings.flatMap(({ place, formerPlace, mergedFrom }) => [
    place,
    formerPlace,
    ...mergedFrom.map((merged) => merged.place),
  ])
  const rehearsal = control?.rehearsal ?? null
  return [
    ...all('snapshot', [snapshot]),
    ...all('gathering', [gathering]),
    ...all('stage', [stage, rehearsal?.stage ?? null]),
    ...all('segment', programme),
    ...all('recording', recordings),
    ...all('rollCall', [rollCall, rehearsal?.rollCall ?? null]),
    ...all('meeting', meetings),
    ...all('place', places),
    ...all(
      'address',
      meetings.map(({ address }) => address),
    ),
    ...all(
      'meetingCrew',
      meetings.map(({ crew }) => crew),
    ),
    ...all('counts', counts),
    ...all('control', [control]),
    ...all('rehearsal', [rehearsal]),
    ...all('message', snapshot.messages),
    ...all('attendance', snapshot.attendances),
  ]
}

/** Fields that no table names. `kind` of a place stands there for camps alone, so a field may be missing. */
function unknownFields(objects: ReturnType<typeof objectsIn>): readonly string[] {
  const unknown = objects.flatMap(([table, object]) =>
    Object.keys(object)
      .filter((field) => !Object.hasOwn(viewFields[table], field))
      .map((field) => `${table}.${field}`),
  )
  return [...new Set(unknown)]
}

test('every audience that can be asked for stands in the matrix', () => {
  expect(Object.keys(access).sort()).toEqual([...joinRequest.shape.as.options].sort())
  expect(Object.keys(crewAccess).sort()).toEqual(Object.keys(access).sort())
  expect([...readerNames].sort()).toEqual(scene.readers.map(({ name }) => name).sort())
  for (const reader of scene.readers)
    for (const city of cities) expect(['-', 'S', 'D', 'C']).toContain(accessTo(reader, city))
})

describe.each(readerNames)('A1, A2: %s', (name) => {
  const join = async (known?: { epoch: string; version: number }) => {
    const reader = readerNamed(name)
    const person = await app.connect({ cookie: reader.cookie })
    const answer = await person.join({ ...reader.request, ...(known === undefined ? {} : { known }) })
    person.socket.close()
    return answer
  }

  test('reads exactly what the tables allow, in the fields that they name', async () => {
    const reader = readerNamed(name)
    const answer = await join()
    expect(answer).toMatchObject({ ok: true, audience: { kind: reader.kind } })
    const snapshot = snapshotOf(answer)
    // The audience itself names the city whose link was shown.
    expect(found(snapshot, scene.canaries)).toEqual(allowed(reader).filter(isOnSocket))
    expect(unknownFields(objectsIn(snapshot))).toEqual([])
    const missing = Object.keys(viewFields.snapshot).filter((field) => !Object.hasOwn(snapshot, field))
    expect(missing).toEqual([])
    const seen = cities.filter((city) => accessTo(reader, city) !== '-')
    const names = (ids: readonly string[]) => ids.map((id) => stateOf(id)).sort()
    expect(names(snapshot.meetings.map(({ meetingId }) => meetingId))).toEqual([...seen].sort())
    expect(names(snapshot.counts.map(({ meetingId }) => meetingId))).toEqual([...seen].sort())
    for (const city of seen) expectFields(reader, city, snapshot)
    expectLinkUp(reader, snapshot)
  })

  test('reads no more by catching up from the first version on', async () => {
    const reader = readerNamed(name)
    const { epoch } = snapshotOf(await join())
    const answer = await join({ epoch, version: 0 })
    if (!answer.ok || !('update' in answer)) throw new Error('no update')
    // What they saw before is named by its id, as gone.
    const gone = new Set(goneFor(reader).map((city) => `meeting_id of ${city}`))
    expect(leaks(answer.update, reader).filter((each) => !gone.has(each))).toEqual([])
    expect(unknownUpdateFields([answer.update])).toEqual([])
  })
})

async function readerJoins(reader: Reader) {
  const person = await app.connect({ cookie: reader.cookie })
  const answer = await person.join(reader.request)
  person.socket.close()
  return answer
}

const stateOf = (meetingId: string) =>
  cities.find((city) => scene.meetingIds[city] === meetingId) ?? `unknown ${meetingId}`

/** Cities that this audience saw once and no longer sees. */
function goneFor({ kind, own }: Reader): readonly CityState[] {
  const invited = kind === 'director' || (kind === 'guest' && own === 'secretMerged')
  return ['withdrawn', 'closed', ...(invited ? (['secretMerged'] as const) : [])]
}

const unknownUpdateFields = (updates: readonly Update[]) => [
  ...new Set(
    updates.flatMap((update) =>
      Object.keys(update).filter((field) => !Object.hasOwn(viewFields.update, field)),
    ),
  ),
]

/** Each field of a city is the stored value, or the value that says that it is closed. */
function expectFields(reader: Reader, city: CityState, snapshot: Snapshot): void {
  const id = scene.meetingIds[city]
  const isIt = (view: { readonly meetingId: string }) => view.meetingId === id
  const compare = (table: 'meeting' | 'counts', view: object | undefined, stored: object | undefined) => {
    const expected = Object.entries(viewFields[table]).map(([field, rule]: [string, Rule]) => {
      const value = stored?.[field as keyof typeof stored]
      return [field, mayRead(reader, { name: '', rule, city }) ? value : closed(table, field, value)]
    })
    expect({ city, view }).toEqual({ city, view: Object.fromEntries(expected) })
  }
  const isBanded = cityStates[city].counts === 'band'
  const closed = (table: string, field: string, value: unknown) => {
    const name = `${table}.${field}`
    if (Object.hasOwn(closedValues, name)) return closedValues[name]
    // People who said that they come, and who came: the floor of a band where numbers are approximate.
    return isBanded ? bandFloor(value as number) : null
  }
  compare('meeting', snapshot.meetings.find(isIt), truth.meetings.find(isIt))
  const seen = snapshot.counts.find(isIt)
  const readsExact = mayRead(reader, { name: '', rule: 'exact', city })
  const stored = truth.counts.find(isIt)
  compare('counts', seen, stored && { ...stored, rounded: !readsExact && isBanded })
}

function expectLinkUp(
  reader: Reader,
  { programme, rollCall, stage, control, messages, attendances }: Snapshot,
) {
  const sees = (city: CityState) => accessTo(reader, city) !== '-'
  const closedSegment = { meetingId: null, title: '', language: '', kind: 'report', isClosed: true }
  expect(programme).toMatchObject(
    cities.map((city) =>
      sees(city)
        ? {
            segmentId: `segment-of-${city}`,
            meetingId: scene.meetingIds[city],
            kind: 'music',
            isClosed: false,
          }
        : { segmentId: `segment-of-${city}`, ...closedSegment },
    ),
  )
  expect(
    Object.keys(rollCall?.answers ?? {})
      .map(stateOf)
      .sort(),
  ).toEqual(cities.filter(sees).sort())
  const { invited, closed } = scene.meetingIds
  expect(stage).toMatchObject({
    meetingId: sees('invited') ? invited : null,
    segmentId: sees('invited') ? 'segment-of-invited' : null,
    nextMeetingId: sees('closed') ? closed : null,
  })
  const crew = crewAccess[reader.kind]
  expect(control === null).toBe(crew === '-')
  expect(control?.directors.length ?? 0).toBe(crew === 'control room' ? 1 : 0)
  if (reader.kind !== 'host') expect(attendances).toEqual([])
  if (crew === '-') expect(messages).toEqual([])
}

describe('A4: whichever city has the stage', () => {
  test('it reads as empty to everybody who may not know of that city, and so does the city that comes next', async () => {
    const store = app.store()
    const { gatheringId } = scene.gathering
    const audiences: readonly { reader: Reader; audience: Audience }[] = scene.readers.map((reader) => ({
      reader,
      audience: audienceOf(reader),
    }))
    const { stage_meeting_id, stage_next_meeting_id } = await store.db
      .selectFrom('gatherings')
      .select(['stage_meeting_id', 'stage_next_meeting_id'])
      .where('gathering_id', '=', gatheringId)
      .executeTakeFirstOrThrow()
    const put = (holder: string | null, next: string | null) =>
      store.db
        .updateTable('gatherings')
        .set({ stage_meeting_id: holder, stage_next_meeting_id: next })
        .where('gathering_id', '=', gatheringId)
        .execute()
    for (const city of cities) {
      const id = scene.meetingIds[city]
      for (const [holder, next] of [
        [id, null],
        [null, id],
      ] as const) {
        await put(holder, next)
        for (const { reader, audience } of audiences) {
          const { stage } = (await readSnapshot(store, gatheringId, audience)) as Snapshot
          const sees = accessTo(reader, city) !== '-'
          expect({ by: reader.name, city, holder: stage.meetingId, next: stage.nextMeetingId }).toEqual({
            by: reader.name,
            city,
            holder: sees ? holder : null,
            next: sees ? next : null,
          })
          if (holder !== null && !sees)
            expect(stage).toMatchObject({ since: null, segmentId: null, isHeld: false })
        }
      }
    }
    await put(stage_meeting_id, stage_next_meeting_id)
  })
})

function audienceOf({ kind, own }: Reader): Audience {
  const meetingId = own === null ? '' : scene.meetingIds[own]
  const by: { readonly [Kind in Audience['kind']]: Audience } = {
    public: { kind: 'public' },
    preview: { kind: 'preview' },
    organizer: { kind: 'organizer' },
    director: { kind: 'director', directorId: 'any-director' },
    guest: { kind: 'guest', meetingId },
    host: { kind: 'host', meetingId },
  }
  return by[kind]
}

/** Each way out over HTTP: what a stranger asks for, by name. Pictures are drawn from the same public snapshot and are no text. */
function waysOut(): Readonly<Record<string, readonly string[]>> {
  const { slug } = scene.gathering
  const each = (path: (meetingId: string) => string) => cities.map((city) => path(scene.meetingIds[city]))
  const segments = cities.map((city) => `/segment-of-${city}`)
  return {
    'HTTP snapshot': [`/api/gatherings/${slug}`],
    page: ['', '/statement', '/programme', '/nothing', ...segments].map((rest) => `/g/${slug}${rest}`),
    'page of a city': each((id) => `/g/${slug}/${id}`),
    'page of a poster': each((id) => `/g/${slug}/${id}/poster`),
    'form without script': each((id) => `/g/${slug}/come?city=${id}`),
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
      '/robots.txt',
      '/world.svg',
      '/embed/frame.js',
      '/embed/frame.css',
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
  /** The page of nothing may name the address that was asked for; a calendar file names what is off. */
  const leaksAt = (way: string, path: string, text: string) =>
    leaks(text, stranger).filter((name) => {
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
    const { snapshot, ...audience } = (await readerJoins(readerNamed('public'))) as { snapshot: Snapshot }
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
      // A withdrawn city that stands in people's calendars is told there as cancelled, and nowhere else.
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
    const person = await app.connect()
    for (const { city, state, secret, readsAddress } of scene.tickets) {
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
            ['crew', 'nobody', 'own replies', 'talk', 'linked city'].includes(canary.rule) ||
            /seats left|people there|^(?:confirmed|waiting) of/.test(canary.name) ||
            (!readsAddress && canary.rule === 'address')),
      )
      const named = others.filter(({ isNamedBy }) => isNamedBy !== city)
      expect({ city, state, found: found(held, named) }).toEqual({ city, state, found: [] })
    }
  })

  test('reads in its page without script and in its calendar no more than that', async () => {
    const person = await app.connect()
    for (const { city, state, secret, readsAddress } of scene.tickets) {
      const held = await person.hold(secret)
      const feed = held.ok ? held.ticket.feed : ''
      const calendar = await (await fetch(`${app.url()}/feed/${feed}.ics`)).text()
      const page = await (await fetch(`${app.url()}/g/${scene.gathering.slug}/reply/${secret}`)).text()
      const own = scene.canaries.filter((canary) => canary.city === city && canary.rule === 'address')
      const isOpen = accessTo(stranger, city) !== '-' && cityStates[city].address === 'public'
      for (const [way, text] of Object.entries({ calendar, page })) {
        const address = found(text, own).length > 0
        const isCalled = state.startsWith('cancelled')
        // A file may say less: of a reply that was cancelled, or of a city that is off.
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
      readerNamed('guest of invited').request.credential,
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
      // The address that was asked for may stand in the page that says that nothing is there.
      expect({ path, isThere: isThere && !path.includes(meetingId) }).toEqual({ path, isThere: false })
      expect({ path, isNamed: text.includes(title) }).toEqual({ path, isNamed: false })
    }
  })
})

describe('A1, A5, U6: live', () => {
  test('nobody is told what is closed to them, whatever is done in every city', async () => {
    const { order } = scene.gathering
    const watching = await Promise.all(
      scene.readers.map(async (reader) => {
        const person = await app.connect({ cookie: reader.cookie })
        expect(await person.join(reader.request)).toMatchObject({ ok: true })
        return { reader, person }
      }),
    )
    const { organizer, gatheringId } = scene.gathering
    const ask = (name: Parameters<typeof organizer.ask>[0], payload: object) =>
      organizer.ask(name, gatheringId, payload as never)
    let fence = 7
    for (const city of cities) {
      const meetingId = scene.meetingIds[city]
      const address = `https://new-streams-canary-${city}.example/a.m3u8`
      const handed = await ask('handStage', { meetingId, seenFence: fence })
      if (handed.ok) fence += 1
      await ask('putNext', { meetingId: scene.meetingIds.invited })
      await Promise.all([
        ask('putNext', { meetingId }),
        ask('editMeeting', { meetingId, edit: { note: `note-canary-${city}`, doorsMinutesBefore: 45 } }),
        ask('addStream', { meetingId, streamId: 'another-stream', role: 'backup', address }),
        ask('setLink', { meetingId, status: cityStates[city].isLinked ? 'on-air' : 'off' }),
        ask('countWalkIns', { meetingId, walkIns: 4 }),
        ask('setRecording', { meetingId, segmentId: null, address }),
        ask('sendMessage', { messageId: makeTestId(), meetingId, text: `words-live-${city}-` }),
        ask('putSegment', {
          segment: {
            segmentId: `segment-live-${city}`,
            meetingId,
            kind: 'report',
            language: 'ar',
            title: `segment-live-canary-${city}`,
            lengthMs: 60_000,
            pinnedMs: null,
            overrun: 'push',
          },
          afterSegmentId: null,
        }),
      ])
    }
    await order('endRehearsal', { rehearsalId: 'rehearsal-canary' })
    await order('sendMessage', { messageId: makeTestId(), meetingId: null, text: 'words-live-all-' })
    // What is told last: whoever has heard it has heard all that came before.
    const marker = 'marker-of-the-end'
    await order('editGathering', { texts: { en: { slogan: marker } } })
    await eventually(() => {
      for (const { reader, person } of watching)
        expect({ reader: reader.name, isTold: JSON.stringify(person.updates()).includes(marker) }).toEqual({
          reader: reader.name,
          isTold: true,
        })
    }, 10_000)
    const live = cities.flatMap((city) => [
      { name: `live stream of ${city}`, rule: 'streams' as const, city, value: `new-streams-canary-${city}` },
      { name: `live words to ${city}`, rule: 'talk' as const, city, value: `words-live-${city}-` },
      {
        name: `live segment of ${city}`,
        rule: 'linked city' as const,
        city,
        value: `segment-live-canary-${city}`,
      },
    ])
    // The recording has the stream's address, and is read by whoever sees the city.
    const told = [...scene.canaries, ...live.filter(({ rule }) => rule !== 'streams')]
    for (const { reader, person } of watching) {
      const may = new Set(told.filter((canary) => mayRead(reader, canary)).map(({ name }) => name))
      const leaked = found(person.told, told).filter((name) => !may.has(name))
      expect({ reader: reader.name, leaked }).toEqual({ reader: reader.name, leaked: [] })
      expect(unknownUpdateFields(person.updates())).toEqual([])
      const unseen = cities.filter((city) => accessTo(reader, city) === '-')
      const streams = live.filter(({ rule, city }) => rule === 'streams' && unseen.includes(city))
      expect({ reader: reader.name, leaked: found(person.told, streams) }).toEqual({
        reader: reader.name,
        leaked: [],
      })
      person.socket.close()
    }
    // Each city that may have the stage had it once.
    expect(fence).toBe(7 + 3)
    // The matrix holds something: an organizer was told of every city.
    const organizerTold = JSON.stringify(
      watching.find(({ reader }) => reader.kind === 'organizer')?.person.told,
    )
    for (const city of cities) expect(organizerTold).toContain(`words-live-${city}-`)
  })
})
