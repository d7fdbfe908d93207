// Clocks that are an hour off, or are changed while people act: this affects no order, expires nothing early, and moves no role.
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { openPage } from '../support/page-sync.ts'
import { eventually, type Person, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp, testInstant, testNow } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'

const hourMs = 3_600_000

let app: TestApp
let gathering: TestGathering
let participant: Person

beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
  participant = await app.connect()
})
afterEach(() => {
  app.clock.set(testNow)
  vi.restoreAllMocks()
})
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

const setServerBy = (ms: number) => app.clock.set(app.clock.now() + ms)

async function ask(name: 'replyToMeeting' | 'cancelReply' | 'arrive', payload: object, credential: string) {
  return participant.ask(name, gathering.gatheringId, payload as never, { credential })
}

async function ticketOf(credential: string) {
  const held = await participant.hold(credential)
  if (!held.ok) throw new Error('no such reply')
  return held.ticket
}

test('C6: seats go by the order of asking, however the server’s clock is set in between', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin, { capacity: 1 })
  const people = Array.from({ length: 4 }, () => makeSecret('r'))
  const steps = [0, -hourMs, 2 * hourMs, -3 * hourMs]
  const versions: number[] = []
  for (const [index, credential] of people.entries()) {
    setServerBy(steps[index] ?? 0)
    versions.push(accepted(await ask('replyToMeeting', { meetingId, partySize: 1 }, credential)).version)
  }
  expect(versions).toEqual([...versions].sort((one, other) => one - other))
  const states = async () => Promise.all(people.map(async (one) => (await ticketOf(one)).state))
  expect(await states()).toEqual(['confirmed', 'waiting', 'waiting', 'waiting'])
  setServerBy(-hourMs)
  accepted(await ask('cancelReply', {}, people[0] ?? ''))
  expect(await states()).toEqual(['cancelled', 'confirmed', 'waiting', 'waiting'])
  setServerBy(5 * hourMs)
  accepted(await ask('cancelReply', {}, people[1] ?? ''))
  expect(await states()).toEqual(['cancelled', 'cancelled', 'confirmed', 'waiting'])
})

test('C4: a retry after the clock was set back an hour gets the first answer', async () => {
  const { meetingId } = await gathering.addCity(cityIds.toronto)
  const options = { credential: makeSecret('r'), commandId: 'command-of-two-clocks' }
  const payload = { meetingId, partySize: 2 }
  const first = await participant.ask('replyToMeeting', gathering.gatheringId, payload, options)
  setServerBy(-hourMs)
  expect(await participant.ask('replyToMeeting', gathering.gatheringId, payload, options)).toEqual(first)
  expect(first.ok).toBe(true)
})

test('the stage changes hands by its number, not by the clock: the later hand-over stands, and a late one is refused', async () => {
  const cities = [await gathering.addCity(cityIds.idlib), await gathering.addCity(cityIds.aleppo)] as const
  for (const { meetingId } of cities) {
    await gathering.order('addStream', {
      meetingId,
      streamId: 'stream-one',
      role: 'main',
      address: 'https://example.org/a.m3u8',
    })
    await gathering.order('setLink', { meetingId, status: 'ready' })
  }
  await gathering.order('handStage', { meetingId: cities[0].meetingId, seenFence: 0 })
  setServerBy(-hourMs)
  await gathering.order('handStage', { meetingId: cities[1].meetingId, seenFence: 1 })
  const late = { meetingId: cities[0].meetingId, seenFence: 1 }
  expect(await gathering.organizer.ask('handStage', gathering.gatheringId, late)).toMatchObject({
    ok: false,
    reason: 'stage-moved-meanwhile',
  })
  const { stage } = snapshotOf(await participant.join({ gathering: gathering.slug, as: 'public' }))
  expect(stage).toMatchObject({ meetingId: cities[1].meetingId })
})

test('S2: a session and a sign-in link live through an hour either way, and a used link stays used', async () => {
  const signedIn = async (cookie: string) =>
    (
      (await (await fetch(`${app.url()}/api/session`, { headers: { cookie } })).json()) as {
        signedIn: boolean
      }
    ).signedIn
  const claim = (token: string) =>
    fetch(`${app.url()}/api/claim`, { method: 'POST', body: JSON.stringify({ token }) }).then(
      ({ status }) => status,
    )
  const cookie = await app.signIn()
  for (const step of [-hourMs, 2 * hourMs]) {
    const token = await app.app().sessions.makeClaimToken()
    setServerBy(step)
    expect(await signedIn(cookie)).toBe(true)
    expect(await claim(token)).toBe(200)
    setServerBy(-step)
    expect(await claim(token)).toBe(403)
    setServerBy(step)
  }
})

test('an arrival that was counted stays counted when the clock is set back to before the doors', async () => {
  const { meetingId, hostSecret } = await gathering.addCity(cityIds.gaziantep)
  const credential = makeSecret('r')
  accepted(await ask('replyToMeeting', { meetingId, partySize: 2 }, credential))
  const request = { gathering: gathering.slug, as: 'host', credential: hostSecret } as const
  const host = snapshotOf(await participant.join(request))
  const arrivalCode = host.meetings.find((view) => view.meetingId === meetingId)?.crew?.arrivalCode ?? ''
  app.clock.set(testInstant)
  accepted(await ask('arrive', { arrivalCode, arrived: 1 }, credential))
  app.clock.set(testNow)
  expect(await ask('arrive', { arrivalCode, arrived: 2 }, credential)).toMatchObject({ ok: false })
  expect((await ticketOf(credential)).arrived).toBe(1)
  app.clock.set(testInstant)
  accepted(await ask('arrive', { arrivalCode, arrived: 2 }, credential))
  expect((await ticketOf(credential)).arrived).toBe(2)
})

test('B3: a device an hour off counts down with all others, also after its clock or the server’s was set meanwhile', async () => {
  const truly = Date.now
  let deviceIsOffBy = hourMs
  vi.spyOn(Date, 'now').mockImplementation(() => truly() + deviceIsOffBy)
  const page = openPage(app.url())
  const off = () => Math.abs(page.now() - app.clock.now())
  // In this test the server's clock is fixed and the device's runs on from its last measurement. Heartbeats correct it, not the measurement
  // every five minutes.
  const inStep = () => eventually(() => expect(off()).toBeLessThan(2500), 30_000)
  await inStep()
  deviceIsOffBy = -hourMs
  expect(off()).toBeGreaterThan(hourMs)
  await inStep()
  setServerBy(-hourMs / 2)
  expect(off()).toBeGreaterThan(hourMs / 3)
  await inStep()
  page.close()
})
