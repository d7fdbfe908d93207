// Cases that the exposure matrix does not cover: the timing of updates, the log and the disk, and secrets used on the wrong endpoint.
import { beforeAll, expect, test } from 'vitest'
import { type Exposure, exposurePresets } from '#shared/domain/exposure.ts'
import type { CalendarPage } from '#shared/protocol/calendar.ts'
import { startFileApp } from '../support/file-app.ts'
import { tellMarker, toldBeside } from '../support/heard-all.ts'
import { eventually, type Person, snapshotOf } from '../support/person.ts'
import { testInstant } from '../support/test-app.ts'
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
/** Numbers of which none is a part of another number here, so that a count is found anywhere in the output. */
const people = { open: 3, approximate: 7, vetted: 8, invited: 9 }

const app = startFileApp()
let gathering: TestGathering
let cities: Record<CityName, City>
let tickets: Record<'waiting' | 'confirmed' | 'vouched' | 'public', string>

beforeAll(async () => {
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
})

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

test('U6: arrivals where numbers are closed are told to the crew, and strangers are not told even the moment', async () => {
  const stranger = await app.connect()
  accepted2(await stranger.join({ gathering: gathering.slug, as: 'public' }))
  const host = await app.connect()
  const credential = cities.vetted.hostSecret
  accepted2(await host.join({ gathering: gathering.slug, as: 'host', credential }))
  // Earlier changes may also be sent to new readers.
  await tellMarker(gathering, [stranger, host])
  const joined = stranger.updates().length
  const count = async (walkIns: number) => {
    const payload = { meetingId: cities.vetted.meetingId, walkIns }
    accepted(await host.ask('countWalkIns', gathering.gatheringId, payload, { credential }))
    await eventually(() => expect(host.updates().at(-1)?.meetings?.[0]?.crew?.walkIns).toBe(walkIns))
  }
  // A city's first count causes one update to its readers, although it contains no visible change.
  await count(1)
  await tellMarker(gathering, [stranger])
  const before = toldBeside(stranger).length
  await count(2)
  await count(0)
  await tellMarker(gathering, [stranger])
  expect(toldBeside(stranger)).toHaveLength(before)
  expect(
    stranger
      .updates()
      .slice(joined)
      .flatMap(({ meetings = [] }) => meetings),
  ).toEqual([])
})

test('A4: the stage in a city that strangers do not learn of reads as empty to them, on the home page too', async () => {
  const { meetingId } = cities.invited
  const address = 'https://example.org/a.m3u8'
  await gathering.order('addStream', { meetingId, streamId: 'stream-one', role: 'main', address })
  await gathering.order('setLink', { meetingId, status: 'ready' })
  await gathering.order('handStage', { meetingId, seenFence: 0 })
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
  await tellMarker(gathering, [stranger])
  const caughtUp = await stranger.join({ gathering: gathering.slug, as: 'public', known: { epoch, version } })
  for (const told of [stranger.told, caughtUp]) {
    expect(JSON.stringify(told)).not.toContain(hidden)
    expect(JSON.stringify(told)).not.toContain(proposed)
  }
})

test('A6: the log holds ids and numbers: no name, no address, no secret; and no secret is on the disk at all', async () => {
  const rows = await app.store().db.selectFrom('changes').selectAll().execute()
  expect(rows.length).toBeGreaterThan(20)
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
