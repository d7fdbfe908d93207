// Two servers of one installation: reading on one reveals nothing about replies that the other accepts in closed cities.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openBusPool } from '#server/store/postgres-database.ts'
import { type Bus, openPostgresBus } from '#server/sync/bus.ts'
import {
  type CountingScene,
  closedKinds,
  makeCountingScene,
  openObserver,
  replyIn,
} from '../server/counting/scene.ts'
import { eventually, type Person, pause, snapshotOf } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { accepted, makeTestId } from '../support/test-gathering.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'

let shared: TestStore
let one: TestApp
let other: TestApp
let scene: CountingScene
let person: Person

beforeAll(async () => {
  shared = await makeTestStore()
  const openBus = (onTrouble: (error: unknown) => void): Bus =>
    openPostgresBus(openBusPool(shared.environment.DATABASE_URL), onTrouble)
  one = await startTestApp({ sharedStore: shared, openBus, trustedProxies: ['127.0.0.1'] })
  other = await startTestApp({ sharedStore: shared, openBus, trustedProxies: ['127.0.0.1'] })
  scene = await makeCountingScene(one)
  person = await one.connect()
  // Until both are subscribed.
  await pause(500)
})
afterAll(async () => {
  await one.close()
  await other.close()
  await shared.remove()
})

test.each(closedKinds)(
  'U6: replies in a %s city on one server change nothing that is read on the other',
  async (kind) => {
    const city = scene.closed[kind]
    const { read, toldBesideMarker } = await openObserver({ ...scene, app: other }, city)
    const before = await read()
    const credential = await replyIn(scene, person, city, 3)
    accepted(await person.ask('resizeReply', scene.gathering.gatheringId, { partySize: 1 }, { credential }))
    await scene.gathering.order('countWalkIns', { meetingId: city.meetingId, walkIns: 3 })
    expect(await toldBesideMarker()).toEqual([])
    // The marker has arrived here, so all earlier changes have too.
    const after = await read()
    const versions = (text: string) => Number(/"version":(\d+)/.exec(text)?.[1])
    expect(versions(after)).toBe(versions(before) + 2)
  },
  60_000,
)

test('A2: the told band is a row: the same on both servers, before and after a batch that one of them makes', async () => {
  const { banded } = scene.closed
  for (let at = 0; at < 6; at += 1) await replyIn(scene, person, banded, 10)
  const told = async (app: TestApp) => {
    const reader = await app.connect()
    const { counts } = snapshotOf(await reader.join({ gathering: scene.gathering.slug, as: 'public' }))
    reader.socket.close()
    return counts.find(({ meetingId }) => meetingId === banded.meetingId)
  }
  const screen = await other.connect()
  snapshotOf(await screen.join({ gathering: scene.gathering.slug, as: 'public' }))
  expect(await told(one)).toEqual(await told(other))
  expect(await told(one)).toMatchObject({ confirmed: 0 })
  await one.app().tellingBands.run()
  const now = await told(one)
  expect(now?.confirmed).toBeGreaterThanOrEqual(25)
  await eventually(async () => expect(await told(other)).toEqual(now))
  await eventually(() => expect(screen.updates().flatMap(({ counts = [] }) => counts)).toContainEqual(now))
}, 60_000)

test('W1, W5: answers of people who watch from home at both servers are one number, which both tell, and each server takes its own back', async () => {
  const at = (app: TestApp, path = '', body?: object) =>
    fetch(`${app.url()}/api/gatherings/${scene.gathering.slug}/watching${path}`, {
      method: 'POST',
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    }).then((response) => response.json())
  const answers = await Promise.all(
    Array.from({ length: 80 }, (_, index) => at(index % 2 === 0 ? one : other)),
  )
  expect(answers.filter(({ ok }) => ok)).toHaveLength(80)
  const people = async () =>
    (await one.store().db.selectFrom('watching_from_home').select('people').executeTakeFirst())?.people
  expect(await people()).toBe(80)
  const { receipt } = answers[0]
  expect(await at(other, '/take-back', { receipt })).toEqual({ ok: false, reason: 'link-not-valid' })
  expect(await at(one, '/take-back', { receipt })).toEqual({ ok: true })
  expect(await people()).toBe(79)
  await other.app().tellingBands.run()
  const told = async (app: TestApp) => {
    const reader = await app.connect()
    const { gathering } = snapshotOf(await reader.join({ gathering: scene.gathering.slug, as: 'public' }))
    reader.socket.close()
    return gathering.watching
  }
  await eventually(async () => expect(await told(one)).toBe(await told(other)))
  expect(await told(one)).toBeGreaterThanOrEqual(25)
}, 60_000)

test('X13: a panic that one server carries out takes what the other remembers of the sources of its replies', async () => {
  const { gatheringId, slug, cookie } = scene.gathering
  const visitor = await other.connect({ from: '198.51.100.7' })
  const secrets = () => other.app().doorMemory.secretsOf(gatheringId)
  const before = secrets().length
  for (const city of [scene.open, ...Object.values(scene.closed)]) await replyIn(scene, visitor, city)
  expect(secrets().length).toBe(before + 4)
  const asked = { panicId: makeTestId(), scope: 'gathering', gathering: slug, typed: 'One hour' }
  const answered = await fetch(`${one.url()}/api/panic`, {
    method: 'POST',
    headers: { cookie },
    body: JSON.stringify(asked),
  })
  expect(answered.status).toBe(200)
  await eventually(() => expect(secrets()).toEqual([]), 5000)
}, 60_000)
