// Cities' clocks as the server sends them: once per zone, to readers of the city, in snapshots, updates, tickets, lists and places.
import { beforeAll, expect, test } from 'vitest'
import { zoneClock } from '#server/zones/zone-rules.ts'
import type { CityClock, ZoneClock } from '#shared/domain/zone-clock.ts'
import type { CalendarPage } from '#shared/protocol/calendar.ts'
import type { GatheringSummary, Snapshot } from '#shared/protocol/views.ts'
import { startFileApp } from '../support/file-app.ts'
import { eventually, grown, type Person, snapshotOf } from '../support/person.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'

const app = startFileApp()
let gathering: TestGathering
const startsAt = Date.parse('2027-01-20T15:00Z')
const placeIds = { casablanca: '2553604', vancouver: '6173331', kyiv: '703448', rabat: '2538475' }

beforeAll(async () => {
  gathering = await makeGathering(app)
  await gathering.order('editGathering', { startsAt })
  for (const placeId of Object.values(placeIds)) await gathering.addCity(placeId)
})

const read = async <Answer>(path: string) => (await (await fetch(`${app.url()}${path}`)).json()) as Answer
const joined = async (person: Person) =>
  snapshotOf(await person.join({ gathering: gathering.gatheringId, as: 'public' }))
const startsOf = (clocks: readonly CityClock[]) =>
  Object.fromEntries(clocks.map(({ timeZone, localStart }) => [timeZone, localStart]))

test('Z1: a snapshot has each zone once, with its cities’ beginning on their own clock, by socket and interface alike', async () => {
  const person = await app.connect()
  const snapshot = await joined(person)
  expect(startsOf(snapshot.clocks)).toEqual({
    'Africa/Casablanca': '2027-01-20T15:00:00+00:00',
    'America/Vancouver': '2027-01-20T08:00:00-07:00',
    'Europe/Istanbul': '2027-01-20T18:00:00+03:00',
    'Europe/Kyiv': '2027-01-20T17:00:00+02:00',
  })
  for (const { timeZone, from, until, offset, changes, startsAt: start } of snapshot.clocks) {
    expect({ timeZone, from, until, offset, changes }).toEqual(zoneClock(timeZone, from, until))
    // Covers the timeline's day, the months in which people reply, and the months after the gathering.
    expect(from).toBeLessThan(startsAt - 100 * 86_400_000)
    expect(until).toBeGreaterThan(startsAt + 100 * 86_400_000)
    expect(start).toBe(startsAt)
  }
  const { clocks } = await read<Snapshot>(`/api/gatherings/${gathering.slug}`)
  expect(clocks).toEqual(snapshot.clocks)
})

test('Z1, U7: at the same local hour, with another instant, and with a city more or less, updates bring what a snapshot would', async () => {
  const person = await app.connect()
  const known = await joined(person)
  const now = async () => {
    await gathering.allTold(person)
    return grown(known, person.updates())
  }
  await gathering.order('editGathering', { clockRule: 'same-local-hour' })
  expect(startsOf((await now()).clocks)).toEqual({
    'Africa/Casablanca': '2027-01-20T18:00:00+00:00',
    'America/Vancouver': '2027-01-20T18:00:00-07:00',
    'Europe/Istanbul': '2027-01-20T18:00:00+03:00',
    'Europe/Kyiv': '2027-01-20T18:00:00+02:00',
  })
  const added = await gathering.addCity(cityIds.berlin)
  expect(startsOf((await now()).clocks)['Europe/Berlin']).toBe('2027-01-20T18:00:00+01:00')
  await gathering.order('withdrawMeeting', { meetingId: added.meetingId })
  await gathering.order('editGathering', { startsAt: startsAt + 180 * 86_400_000 })
  const last = await now()
  expect(Object.keys(startsOf(last.clocks))).not.toContain('Europe/Berlin')
  expect(startsOf(last.clocks)['Europe/Kyiv']).toBe('2027-07-19T18:00:00+03:00')
  expect(last.clocks).toEqual((await joined(await app.connect())).clocks)
  await gathering.order('editGathering', { clockRule: 'same-instant', startsAt })
})

test('Z2, Z3: a closed city’s zone is told to its guests and in their tickets, and to no stranger', async () => {
  const hidden = await gathering.addCity('1850147', { exposure: invited })
  const stranger = await app.connect()
  const seen = await joined(stranger)
  await gathering.order('editGathering', { startsAt: startsAt + 3_600_000 })
  await gathering.allTold(stranger)
  await gathering.order('editGathering', { startsAt })
  const [api, calendar] = await Promise.all([
    read(`/api/gatherings/${gathering.slug}`),
    read('/api/calendar?over=no'),
  ])
  expect(JSON.stringify([seen, stranger.told, api, calendar])).not.toContain('Asia/Tokyo')
  const host = await app.connect()
  const own = snapshotOf(
    await host.join({ gathering: gathering.gatheringId, as: 'host', credential: hidden.hostSecret }),
  )
  expect(startsOf(own.clocks)['Asia/Tokyo']).toBe('2027-01-21T00:00:00+09:00')
  const invitation = own.meetings.find(({ meetingId }) => meetingId === hidden.meetingId)?.crew?.invitation
  const credential = makeSecret('r')
  const guest = await app.connect()
  const asGuest = await guest.join({
    gathering: gathering.gatheringId,
    as: 'guest',
    credential: invitation ?? '',
  })
  expect(startsOf(snapshotOf(asGuest).clocks)['Asia/Tokyo']).toBe('2027-01-21T00:00:00+09:00')
  const payload = { meetingId: hidden.meetingId, partySize: 1, invitation: invitation ?? '' }
  accepted(await guest.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
  const held = await guest.hold(credential)
  expect(held).toMatchObject({ ok: true, ticket: { clock: { timeZone: 'Asia/Tokyo', offset: 540 } } })
})

test('Z3: lists, the calendar and places bring the clocks of what they show', async () => {
  const page = await read<CalendarPage>('/api/calendar?over=no')
  const entry = page.entries.find(({ summary }) => summary.gatheringId === gathering.gatheringId)
  const offsetAt = ({ offset, changes }: ZoneClock) =>
    changes.filter(([at]) => at <= startsAt).at(-1)?.[1] ?? offset
  expect(offsetAt(entry?.summary.clock as ZoneClock)).toBe(180)
  const zones = page.clocks.map(({ timeZone }) => timeZone)
  expect(new Set(zones).size).toBe(zones.length)
  for (const { place, localStart } of entry?.meetings ?? []) {
    expect(zones).toContain(place.timeZone)
    expect(Date.parse(localStart ?? '')).toBe(startsAt)
  }
  const person = await app.connect()
  await person.browse(['2027-01'])
  await gathering.order('editGathering', { texts: { en: { title: 'Heard' } } })
  await eventually(() => {
    const told = person.told.filter(({ event }) => event === 'summary').at(-1)?.value as GatheringSummary
    expect(told.clock?.timeZone).toBe('Europe/Istanbul')
  }, 4000)
  const { clocks } = await read<{ clocks: readonly ZoneClock[] }>('/api/places?q=kyiv&language=en')
  expect(clocks.map(({ timeZone }) => timeZone)).toContain('Europe/Kyiv')
})

test('Z3: all zones are told at once with their rules, which the health page names too', async () => {
  const { rules, zones } = await read<{
    rules: { version: string; source: string }
    zones: readonly (Omit<ZoneClock, 'timeZone'> & { timeZones: readonly string[] })[]
  }>('/api/zones')
  expect(await read('/healthz')).toMatchObject({ tzdata: rules.version, zoneRules: rules })
  const names = zones.flatMap(({ timeZones }) => timeZones)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBeGreaterThan(590)
  for (const { timeZones, from, until, offset, changes } of zones) {
    const [timeZone = ''] = timeZones
    expect({ timeZone, from, until, offset, changes }).toEqual(zoneClock(timeZone, from, until))
  }
})
