// Who reads what: canaries in everything that may be closed, every audience, every way out of the server.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openAssets } from '#server/http/static-assets.ts'
import { type Exposure, exposurePresets } from '#shared/domain/exposure.ts'
import type { CalendarPage } from '#shared/protocol/calendar.ts'
import type { JoinRequest } from '#shared/protocol/socket-events.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { makeClientFolder } from '../support/client-folder.ts'
import { eventually, type Person, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
  openPlan,
  type TestGathering,
} from '../support/test-gathering.ts'

type CityName = 'open' | 'approximate' | 'vetted' | 'invited' | 'proposed'
type City = {
  readonly meetingId: string
  readonly hostSecret: string
  readonly arrivalCode: string
  readonly invitation: string
}

const exposures: Readonly<Record<CityName, Exposure>> = {
  open: exposurePresets.open,
  approximate: exposurePresets.approximate,
  vetted: exposurePresets.vetted,
  invited,
  proposed: exposurePresets.open,
}
const names = Object.keys(exposures) as CityName[]
const places: Readonly<Record<CityName, string>> = {
  open: cityIds.gaziantep,
  approximate: cityIds.berlin,
  vetted: cityIds.idlib,
  invited: cityIds.aleppo,
  proposed: cityIds.toronto,
}
/** Of three digits, and none a part of another number here, so that a count is found wherever it stands. */
const people = { open: 3, approximate: 7, vetted: 8, invited: 9 }

let app: TestApp
let gathering: TestGathering
let cities: Record<CityName, City>
let tickets: Record<'waiting' | 'confirmed' | 'vouched' | 'public', string>

beforeAll(async () => {
  app = await startTestApp({ assets: openAssets(await makeClientFolder()) })
  gathering = await makeGathering(app, { title: 'Exposure' })
  const { gatheringId, slug, organizer, order } = gathering
  const participant = await app.connect()
  const made = {} as Record<CityName, { meetingId: string; hostSecret: string }>
  for (const name of names) {
    const plan = {
      ...openPlan,
      hostAlias: `alias-${name}`,
      venue: `venue-canary-${name}`,
      address: `address-canary-${name}`,
      note: `note-${name}`,
      exposure: exposures[name],
      capacity: name === 'vetted' ? 10 : null,
    }
    if (name !== 'proposed') {
      made[name] = await gathering.addCity(places[name], plan)
      continue
    }
    made[name] = { meetingId: makeTestId(), hostSecret: makeSecret('h') }
    const payload = { meetingId: made[name].meetingId, placeId: places[name], plan }
    accepted(
      await participant.ask('proposeMeeting', gatheringId, payload, { credential: made[name].hostSecret }),
    )
  }
  const declined = makeTestId()
  const plan = { ...openPlan, hostAlias: 'alias-canary-declined' }
  accepted(
    await participant.ask(
      'proposeMeeting',
      gatheringId,
      { meetingId: declined, placeId: '292223', plan },
      { credential: makeSecret('h') },
    ),
  )
  await order('declineMeeting', { meetingId: declined, reason: 'reason-canary-declined' })
  const { meetings } = snapshotOf(await organizer.join({ gathering: slug, as: 'organizer' }))
  cities = Object.fromEntries(
    names.map((name) => {
      const crew = meetings.find((view) => view.meetingId === made[name].meetingId)?.crew
      return [
        name,
        { ...made[name], arrivalCode: crew?.arrivalCode ?? '', invitation: crew?.invitation ?? '' },
      ]
    }),
  ) as Record<CityName, City>
  tickets = {
    waiting: makeSecret('r'),
    confirmed: makeSecret('r'),
    vouched: makeSecret('r'),
    public: makeSecret('r'),
  }
  const reply = async (name: CityName, partySize: number, credential: string) => {
    const { meetingId, invitation } = cities[name]
    const payload = { meetingId, partySize, ...(name === 'invited' ? { invitation } : {}) }
    const answer = accepted(await participant.ask('replyToMeeting', gatheringId, payload, { credential }))
    return answer.outcome.attendanceId ?? ''
  }
  await reply('open', people.open, tickets.public)
  await reply('approximate', people.approximate, tickets.confirmed)
  const known = await reply('vetted', people.vetted, tickets.vouched)
  await reply('vetted', 3, tickets.waiting)
  await reply('invited', people.invited, makeSecret('r'))
  const credential = cities.vetted.hostSecret
  accepted(
    await participant.ask(
      'vouchForReply',
      gatheringId,
      { attendanceId: known, vouched: true },
      { credential },
    ),
  )
  await gathering.allTold()
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

type Reader = { readonly request: JoinRequest; readonly cookie?: string }

function readers(): Readonly<Record<string, Reader>> {
  const { slug, cookie } = gathering
  return {
    public: { request: { gathering: slug, as: 'public' } },
    'guest of invited': {
      request: { gathering: slug, as: 'guest', credential: cities.invited.invitation },
    },
    'host of open': { request: { gathering: slug, as: 'host', credential: cities.open.hostSecret } },
    'host of vetted': { request: { gathering: slug, as: 'host', credential: cities.vetted.hostSecret } },
    'host of invited': { request: { gathering: slug, as: 'host', credential: cities.invited.hostSecret } },
    'host of proposed': { request: { gathering: slug, as: 'host', credential: cities.proposed.hostSecret } },
    preview: { request: { gathering: slug, as: 'preview' }, cookie },
    organizer: { request: { gathering: slug, as: 'organizer' }, cookie },
  }
}

/** What each reader may find, beside what everybody may. Everything else in `canaries` must not be there. */
const everybody = ['venue open', 'address open', 'alias open', 'alias approximate', 'alias vetted']
const crewOf = (name: CityName) => [
  `exists ${name}`,
  `alias ${name}`,
  `venue ${name}`,
  `address ${name}`,
  `arrival code ${name}`,
  `invitation ${name}`,
]
const rights: Readonly<Record<string, readonly string[]>> = {
  public: [],
  'guest of invited': ['exists invited', 'alias invited', 'venue invited', 'address invited'],
  'host of open': crewOf('open'),
  'host of vetted': crewOf('vetted'),
  'host of invited': crewOf('invited'),
  'host of proposed': crewOf('proposed'),
  preview: [],
  organizer: [...names.flatMap(crewOf), 'alias declined', 'reason declined'],
}

function canaries(): Readonly<Record<string, string>> {
  const perCity = names.flatMap((name) => [
    [`exists ${name}`, cities[name].meetingId],
    [`alias ${name}`, `alias-${name}`],
    [`venue ${name}`, `venue-canary-${name}`],
    [`address ${name}`, `address-canary-${name}`],
    [`arrival code ${name}`, cities[name].arrivalCode],
    [`invitation ${name}`, cities[name].invitation],
    [`host secret ${name}`, cities[name].hostSecret],
  ])
  const perTicket = Object.entries(tickets).map(([name, secret]) => [`reply secret ${name}`, secret])
  return Object.fromEntries([
    ...perCity,
    ...perTicket,
    ['alias declined', 'alias-canary-declined'],
    ['reason declined', 'reason-canary-declined'],
  ])
}

const shownToAll = ['exists open', 'exists approximate', 'exists vetted', ...everybody]

function found(output: unknown): string[] {
  const text = typeof output === 'string' ? output : JSON.stringify(output)
  return Object.entries(canaries())
    .filter(([, canary]) => text.includes(canary))
    .map(([name]) => name)
    .sort()
}

function expectOnly(output: unknown, allowed: readonly string[]): void {
  const may = new Set(allowed)
  expect(found(output).filter((name) => !may.has(name))).toEqual([])
}

const both = (reader: string) => [...new Set([...shownToAll, ...(rights[reader] ?? [])])].sort()
const countsOf = (snapshot: Snapshot, name: CityName) =>
  snapshot.counts.find((view) => view.meetingId === cities[name].meetingId)

describe.each(Object.keys(rights))('A1: %s', (name) => {
  const reader = () => readers()[name] as Reader

  test('reads exactly what is open to them on joining', async () => {
    const person = await app.connect(reader())
    const snapshot = snapshotOf(await person.join(reader().request))
    expect(found(snapshot)).toEqual(both(name))
    const isCrewOfVetted = name === 'organizer' || name === 'host of vetted'
    const isOrganizer = name === 'organizer'
    expect(countsOf(snapshot, 'open')).toMatchObject({ confirmed: people.open, rounded: false })
    expect(countsOf(snapshot, 'approximate')).toMatchObject(
      isOrganizer
        ? { confirmed: people.approximate }
        : { confirmed: 0, waiting: null, left: null, rounded: true },
    )
    expect(countsOf(snapshot, 'vetted')).toMatchObject(
      isCrewOfVetted
        ? { confirmed: people.vetted, waiting: 3, left: 2, full: true }
        : { confirmed: null, arrived: null, waiting: null, left: null, full: true },
    )
    const vetted = snapshot.meetings.find((view) => view.meetingId === cities.vetted.meetingId)
    expect(vetted?.capacity).toBe(isCrewOfVetted ? 10 : null)
    const listed = snapshot.attendances.length
    expect(listed > 0).toBe(name.startsWith('host of') && name !== 'host of proposed')
  })

  test('reads no more on catching up from the very beginning', async () => {
    const person = await app.connect(reader())
    const { epoch } = snapshotOf(await person.join(reader().request))
    const answer = await person.join({ ...reader().request, known: { epoch, version: 0 } })
    expect(answer).toMatchObject({ ok: true, update: { from: 0 } })
    expectOnly(answer, both(name))
  })
})

test('A1: nobody is told live of what is closed to them, whatever is done', async () => {
  const watching = await Promise.all(
    Object.entries(readers()).map(async ([name, { request, cookie }]) => {
      const person = await app.connect({ cookie })
      accepted2(await person.join(request))
      return { name, person }
    }),
  )
  const { gatheringId, order } = gathering
  const own = await app.connect()
  for (const name of names) {
    const { meetingId, hostSecret } = cities[name]
    const edit = { note: `note-${name}`, doorsMinutesBefore: 45 }
    accepted(await own.ask('editMeeting', gatheringId, { meetingId, edit }, { credential: hostSecret }))
    const stream = {
      meetingId,
      streamId: 'stream-one',
      role: 'main' as const,
      address: 'https://example.org/a.m3u8',
    }
    accepted(await own.ask('addStream', gatheringId, stream, { credential: hostSecret }))
    if (name === 'proposed') continue
    accepted(
      await own.ask('setLink', gatheringId, { meetingId, status: 'on-air' }, { credential: hostSecret }),
    )
    accepted(
      await own.ask(
        'replyToMeeting',
        gatheringId,
        { meetingId, partySize: 1, ...(name === 'invited' ? { invitation: cities.invited.invitation } : {}) },
        { credential: makeSecret('r') },
      ),
    )
  }
  await order('handStage', { meetingId: cities.invited.meetingId, seenFence: 0 })
  await gathering.allTold(...watching.map(({ person }) => person))
  for (const { name, person } of watching) expectOnly(person.told, both(name))
})

test('U6: arrivals where numbers are closed are told to the crew, and strangers are not told even the moment', async () => {
  const stranger = await app.connect()
  accepted2(await stranger.join({ gathering: gathering.slug, as: 'public' }))
  const host = await app.connect()
  const credential = cities.vetted.hostSecret
  accepted2(await host.join({ gathering: gathering.slug, as: 'host', credential }))
  const count = async (walkIns: number) => {
    const payload = { meetingId: cities.vetted.meetingId, walkIns }
    accepted(await host.ask('countWalkIns', gathering.gatheringId, payload, { credential }))
    await eventually(() => expect(host.updates().at(-1)?.meetings?.[0]?.crew?.walkIns).toBe(walkIns))
  }
  await count(1)
  await gathering.allTold(stranger)
  const before = stranger.updates().length
  await count(2)
  await count(0)
  await gathering.allTold(stranger)
  // Of the mark alone.
  expect(stranger.updates()).toHaveLength(before + 1)
  expect(stranger.updates().flatMap(({ meetings = [] }) => meetings)).toEqual([])
})

test('A4: the stage in a city that strangers do not learn of reads as empty to them, on the home page too', async () => {
  const stranger = await app.connect()
  const { stage } = snapshotOf(await stranger.join({ gathering: gathering.slug, as: 'public' }))
  expect(stage).toMatchObject({ meetingId: null, since: null })
  const page = (await (await fetch(`${app.url()}/api/calendar`)).json()) as CalendarPage
  const [{ summary } = {}] = page.entries
  expect(summary).toMatchObject({ onStage: false, cities: 3 })
  expectOnly(summary, [])
})

test('A5: a meeting that was never shown is not told as gone, when it is hidden, withdrawn or declined', async () => {
  const { gatheringId, order } = gathering
  const stranger = await app.connect()
  const { epoch, version } = snapshotOf(await stranger.join({ gathering: gathering.slug, as: 'public' }))
  const { guestSecret, hidden } = await (async () => {
    const city = await gathering.addCity(cityIds.berlin, { exposure: invited })
    const snapshot = snapshotOf(
      await gathering.organizer.join({ gathering: gathering.slug, as: 'organizer' }),
    )
    const crew = snapshot.meetings.find((view) => view.meetingId === city.meetingId)?.crew
    return { guestSecret: crew?.invitation ?? '', hidden: city.meetingId }
  })()
  const guest = await app.connect()
  accepted2(await guest.join({ gathering: gathering.slug, as: 'guest', credential: guestSecret }))
  const proposer = await app.connect()
  const credential = makeSecret('h')
  const proposed = makeTestId()
  const placeId = '292968'
  accepted(
    await proposer.ask(
      'proposeMeeting',
      gatheringId,
      { meetingId: proposed, placeId, plan: openPlan },
      { credential },
    ),
  )
  accepted(
    await proposer.ask(
      'editMeeting',
      gatheringId,
      { meetingId: proposed, edit: { exposure: invited } },
      { credential },
    ),
  )
  await order('withdrawMeeting', { meetingId: hidden })
  await eventually(() => expect(guest.updates().flatMap((update) => update.gone ?? [])).toEqual([hidden]))
  await gathering.allTold(stranger)
  const caughtUp = await stranger.join({ gathering: gathering.slug, as: 'public', known: { epoch, version } })
  for (const told of [stranger.told, caughtUp]) {
    expect(JSON.stringify(told)).not.toContain(hidden)
    expect(JSON.stringify(told)).not.toContain(proposed)
  }
})

test('T3: a reply opens its address when it is confirmed, or when its host knows the person, and to nobody else', async () => {
  const person = await app.connect()
  const read = async (secret: string) => found(await person.hold(secret))
  const own = (name: CityName) => [`alias ${name}`, `exists ${name}`]
  const where = (name: CityName) => [`address ${name}`, `venue ${name}`]
  expect(await read(tickets.confirmed)).toEqual([...own('approximate'), ...where('approximate')].sort())
  expect(await read(tickets.vouched)).toEqual([...own('vetted'), ...where('vetted')].sort())
  expect(await read(tickets.waiting)).toEqual(own('vetted').sort())
  expect(await read(makeSecret('r'))).toEqual([])
})

test('A1: pages, calendar files and lists of places hold what strangers may read, and nothing else', async () => {
  const get = async (path: string, headers: Record<string, string> = {}) => {
    const response = await fetch(`${app.url()}${path}`, { headers })
    return { status: response.status, text: await response.text() }
  }
  const page = await get(`/g/${gathering.slug}`)
  expect(page.status).toBe(200)
  expect(found(page.text)).toEqual([...shownToAll].sort())
  const asOrganizer = await get(`/g/${gathering.slug}`, { cookie: gathering.cookie })
  expect(asOrganizer.text).toBe(page.text)
  for (const name of names) {
    const file = await get(`/g/${gathering.slug}/${cities[name].meetingId}.ics`)
    const isShown = name === 'open' || name === 'approximate' || name === 'vetted'
    expect(file.status).toBe(isShown ? 200 : 404)
    const unfolded = file.text.replace(/\r\n /g, '')
    expect(found(unfolded)).toEqual(
      name === 'open' ? ['address open', 'exists open', 'venue open'] : isShown ? [`exists ${name}`] : [],
    )
  }
  for (const path of ['/', '/api/places?q=canary', '/api/session', '/api/nothing', '/healthz']) {
    expect(found((await get(path)).text)).toEqual([])
  }
})

test('A6: the log holds ids and numbers: no name, no address, no secret; and no secret is on the disk at all', async () => {
  const rows = await app.store().db.selectFrom('changes').selectAll().execute()
  expect(rows.length).toBeGreaterThan(30)
  const ids = names.map((name) => `exists ${name}`)
  expectOnly(rows, ids)
  const disk = await app.everythingKept()
  const secrets = Object.entries(canaries()).filter(([name]) => /^(host|reply) secret/.test(name))
  for (const [name, secret] of secrets)
    expect({ name, isOnDisk: disk.includes(secret) }).toEqual({ name, isOnDisk: false })
})

test('A3: a reply opens nothing but itself, and a host link nothing but its city', async () => {
  app.clock.set(testInstant)
  const { gatheringId, slug } = gathering
  const person = await app.connect()
  const { attendances } = snapshotOf(
    await person.join({ gathering: slug, as: 'host', credential: cities.vetted.hostSecret }),
  )
  const attendanceId = attendances[0]?.attendanceId ?? ''
  const { meetingId } = cities.vetted
  const wrong = [
    cities.open.hostSecret,
    tickets.vouched,
    cities.vetted.invitation,
    makeSecret('h'),
    undefined,
  ]
  for (const credential of wrong) {
    const options = credential === undefined ? {} : { credential }
    const answers = [
      await person.ask('tickArrival', gatheringId, { attendanceId, arrived: 1 }, options),
      await person.ask('vouchForReply', gatheringId, { attendanceId, vouched: true }, options),
      await person.ask('countWalkIns', gatheringId, { meetingId, walkIns: 1 }, options),
      await person.ask('editMeeting', gatheringId, { meetingId, edit: { venue: 'Elsewhere' } }, options),
      await person.ask('setLink', gatheringId, { meetingId, status: 'off' }, options),
      await person.ask('removeStream', gatheringId, { meetingId, streamId: 'stream-one' }, options),
      await person.ask('approveMeeting', gatheringId, { meetingId }, options),
      await person.ask('withdrawMeeting', gatheringId, { meetingId }, options),
      await person.ask('renewHostLink', gatheringId, { meetingId, hostSecret: makeSecret('h') }, options),
      await person.ask('editGathering', gatheringId, { lengthMs: 3_600_000 }, options),
      await person.ask('removeGathering', gatheringId, {}, options),
      await person.ask('handStage', gatheringId, { meetingId: null, seenFence: 1 }, options),
    ]
    for (const answer of answers) expect(answer).toEqual({ ok: false, reason: 'not-allowed' })
  }
  for (const as of ['organizer', 'preview', 'host', 'guest'] as const) {
    expect(await person.join({ gathering: slug, as })).toEqual({ ok: false, reason: 'not-allowed' })
    const credential = tickets.vouched
    expect((await person.join({ gathering: slug, as, credential })).ok).toBe(false)
  }
})

function accepted2(answer: Awaited<ReturnType<Person['join']>>): void {
  if (!answer.ok) throw new Error(JSON.stringify(answer))
}
