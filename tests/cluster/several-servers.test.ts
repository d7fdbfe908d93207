// Two servers of one installation: clients of both receive every change, over either bus, and even when the bus loses a message.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { takeLease } from '#server/store/lease-rows.ts'
import { openBusPool } from '#server/store/postgres-database.ts'
import { type Bus, openPostgresBus, openRedisBus } from '#server/sync/bus.ts'
import { seatLastsMs } from '#shared/domain/director-seat.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { CrewNow } from '#shared/protocol/crew-presence.ts'
import { connectPerson, eventually, grown, pause, snapshotOf } from '../support/person.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.remove())

describe.each(['postgres', 'redis'] as const)('over the bus of %s', (kind) => {
  let shared: TestStore
  let one: TestApp
  let other: TestApp
  let gathering: TestGathering

  beforeAll(async () => {
    shared = await makeTestStore()
    const openBus = (onTrouble: (error: unknown) => void): Bus =>
      kind === 'redis'
        ? openRedisBus(redis.url, onTrouble)
        : openPostgresBus(openBusPool(shared.environment.DATABASE_URL), onTrouble)
    one = await startTestApp({ sharedStore: shared, openBus })
    other = await startTestApp({ sharedStore: shared, openBus })
    gathering = await makeGathering(one)
    // Until both are subscribed.
    await pause(500)
  })
  afterAll(async () => {
    await one.close()
    await other.close()
    await shared.remove()
  })

  const reply = (app: TestApp, meetingId: string, credential = makeSecret('r')) =>
    app
      .connect()
      .then((person) =>
        person.ask('replyToMeeting', gathering.gatheringId, { meetingId, partySize: 2 }, { credential }),
      )
  const watch = async (app: TestApp) => {
    const person = await app.connect()
    const before = snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' }))
    return { person, seen: () => grown(before, person.updates()) }
  }
  const confirmedAt = (snapshot: ReturnType<typeof snapshotOf>, meetingId: string) =>
    snapshot.counts.find((view) => view.meetingId === meetingId)?.confirmed

  test('E4: a burst that comes over both servers is found as one, and takes back the seats that either gave', async () => {
    const city = await gathering.addCity(cityIds.toronto, { admission: 'held-when-odd', capacity: 160 })
    const send = async (count: number) => {
      const app = count % 2 === 0 ? one : other
      const person = await app.connect()
      const payload = { meetingId: city.meetingId, partySize: 5 }
      const credential = makeSecret('r')
      return accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
        .outcome.exactState
    }
    const states: (string | undefined)[] = []
    for (let count = 0; count < 10; count += 1) states.push(await send(count))
    expect(states).toEqual([...Array.from({ length: 8 }, () => 'confirmed'), 'asked', 'asked'])
    const reader = await other.connect({ cookie: gathering.cookie })
    const { counts } = snapshotOf(await reader.join({ gathering: gathering.slug, as: 'organizer' }))
    expect(counts.find(({ meetingId }) => meetingId === city.meetingId)).toMatchObject({
      asked: 50,
      confirmed: 0,
    })
  })

  test('a reply on one server moves the number on a screen of the other, in the order of versions', async () => {
    const { meetingId } = await gathering.addCity(cityIds.berlin)
    const screen = await watch(other)
    for (let count = 1; count <= 5; count += 1)
      accepted(await reply(count % 2 === 0 ? one : other, meetingId))
    await eventually(() => expect(confirmedAt(screen.seen(), meetingId)).toBe(10))
  })

  test('a ticket that is held on the other server follows its reply', async () => {
    const { meetingId } = await gathering.addCity(cityIds.idlib)
    const credential = makeSecret('r')
    accepted(await reply(one, meetingId, credential))
    const holder = await other.connect()
    expect(await holder.hold(credential)).toMatchObject({ ok: true })
    const person = await one.connect()
    accepted(await person.ask('resizeReply', gathering.gatheringId, { partySize: 4 }, { credential }))
    await eventually(() =>
      expect(holder.told.filter(({ event }) => event === 'ticket').at(-1)?.value).toMatchObject({
        partySize: 4,
      }),
    )
  })

  test('A8: a renewed host link and a sign-out end on every server within a second', async () => {
    const { meetingId, hostSecret } = await gathering.addCity(cityIds.toronto)
    const host = await other.connect()
    expect(await host.join({ gathering: gathering.slug, as: 'host', credential: hostSecret })).toMatchObject({
      ok: true,
    })
    await gathering.order('renewHostLink', { meetingId, hostSecret: makeSecret('h') })
    await eventually(() => expect(host.socket.connected).toBe(false), 1500)
    const cookie = await one.signIn()
    const organizer = await connectPerson(other.url(), cookie)
    await fetch(`${one.url()}/api/sign-out`, { method: 'POST', headers: { cookie } })
    await eventually(() => expect(organizer.socket.connected).toBe(false), 1500)
  })

  test('C4, C6: seats are given once and a command is carried out once, whichever server is asked', async () => {
    const { meetingId } = await gathering.addCity(cityIds.aleppo, { capacity: 30 })
    const people = Array.from({ length: 40 }, () => ({
      credential: makeSecret('r'),
      commandId: makeSecret('r'),
    }))
    const [first, second] = [await one.connect(), await other.connect()]
    const ask = (person: typeof first, { credential, commandId }: (typeof people)[number]) =>
      person.ask(
        'replyToMeeting',
        gathering.gatheringId,
        { meetingId, partySize: 1 },
        { credential, commandId },
      )
    const answers = await Promise.all(
      people.map((each) => Promise.all([ask(first, each), ask(second, each)])),
    )
    const settled = answers.map(([here, there]) => [here, there].map((answer) => JSON.stringify(answer)))
    for (const [here, there] of settled) expect(here).toBe(there)
    const states = answers.map(([answer]) => (answer.ok ? answer.outcome.state : answer.reason))
    expect(states.filter((state) => state === 'confirmed')).toHaveLength(30)
    expect(states.filter((state) => state === 'waiting')).toHaveLength(10)
  })

  test('the stage goes to one of two directors who saw the same, and both servers say to whom', async () => {
    const cities = [await gathering.addCity('2643743'), await gathering.addCity('2988507')]
    for (const { meetingId } of cities) {
      const address = 'https://example.org/live.m3u8'
      await gathering.order('addStream', {
        meetingId,
        streamId: `stream-${meetingId}`.slice(0, 20),
        role: 'main',
        address,
      })
      await gathering.order('setLink', { meetingId, status: 'ready' })
    }
    const director = await other.connect({ cookie: gathering.cookie })
    const screens = [await watch(one), await watch(other)]
    for (let round = 0; round < 10; round += 1) {
      // Only readers who can act on the stage receive the fence.
      const { stage } = snapshotOf(await director.join({ gathering: gathering.slug, as: 'organizer' }))
      const seenFence = stage.fence
      const answers: Answer[] = await Promise.all(
        [gathering.organizer, director].map((person, at) =>
          person.ask('handStage', gathering.gatheringId, {
            meetingId: cities[(round + at) % 2]?.meetingId ?? null,
            seenFence,
          }),
        ),
      )
      expect(answers.filter(({ ok }) => ok)).toHaveLength(1)
      const won = cities[(round + answers.findIndex(({ ok }) => ok)) % 2]?.meetingId
      await eventually(() => {
        for (const { seen } of screens) expect(seen().stage.meetingId).toBe(won)
        expect(screens[0]?.seen().stage).toEqual(screens[1]?.seen().stage)
      })
    }
  })

  test('the seat is one on all servers: kept from either, taken over on the other when its holder is gone', async () => {
    const { gatheringId, cookie, slug } = gathering
    const [here, there] = [await one.connect({ cookie }), await other.connect({ cookie })]
    for (const person of [here, there]) await person.join({ gathering: slug, as: 'organizer' })
    const sit = (person: typeof here, seatId: string, seenTerm: number) =>
      person.ask('takeSeat', gatheringId, { seatId, alias: seatId, seenTerm })
    const stay = (person: typeof here, seatId: string) =>
      person.socket.timeout(2000).emitWithAck('seat', { gatheringId, seatId })
    accepted(await sit(here, 'seat-on-one', 0))
    expect(await sit(there, 'seat-on-other', 1)).toMatchObject({ reason: 'seat-taken' })
    expect(await stay(there, 'seat-on-one')).toBe(true)
    for (const app of [one, other]) app.clock.set(app.clock.now() + seatLastsMs + 1)
    accepted(await sit(there, 'seat-on-other', 1))
    expect(await stay(here, 'seat-on-one')).toBe(false)
    const late = { meetingId: null, seenFence: 0, seat: { seatId: 'seat-on-one', term: 1 } }
    expect(await here.ask('handStage', gatheringId, late)).toMatchObject({ reason: 'seat-lost' })
    accepted(await there.ask('leaveSeat', gatheringId, { seat: { seatId: 'seat-on-other', term: 2 } }))
  })

  test('the crew of one server sees who is there, and what screens say, on the other', async () => {
    const { meetingId, hostSecret } = await gathering.addCity(cityIds.idlib)
    const { gatheringId, cookie, slug } = gathering
    const control = await one.connect({ cookie })
    const { stage } = snapshotOf(await control.join({ gathering: slug, as: 'organizer' }))
    const address = 'https://example.org/live.m3u8'
    await gathering.order('addStream', { meetingId, streamId: 'stream-idlib', role: 'main', address })
    await gathering.order('setLink', { meetingId, status: 'ready' })
    await gathering.order('handStage', { meetingId, seenFence: stage.fence })
    const host = await other.connect()
    await host.join({ gathering: slug, as: 'host', credential: hostSecret })
    const states = ['well', 'well', 'poorly'] as const
    for (const [index, state] of states.entries()) {
      const screen = await (index === 0 ? one : other).connect()
      await screen.join({ gathering: slug, as: 'public' })
      screen.socket.emit('watching', { gatheringId, meetingId, state, delayMs: 9000, kbps: null })
    }
    await eventually(() => {
      const last = control.told.findLast(({ event }) => event === 'crew')?.value as CrewNow | undefined
      expect(last?.hosts).toContain(meetingId)
      expect(last?.seenWell).toContainEqual({ meetingId, screens: 3, well: 2, delayMs: 10_000, kbps: null })
    }, 10_000)
  })

  test('a page of the other server is never older than a second', async () => {
    const address = `${other.url()}/api/gatherings/${gathering.slug}`
    await fetch(address)
    await gathering.order('editGathering', { texts: { en: { slogan: `Over ${kind}` } } })
    await eventually(async () => expect(await (await fetch(address)).text()).toContain(`Over ${kind}`), 1500)
  })

  test('who acts by a secret over HTTP shares one budget on all servers', async () => {
    const command = (server: TestApp) =>
      fetch(`${server.url()}/api/commands`, {
        method: 'POST',
        body: JSON.stringify({
          commandId: makeSecret('r'),
          gatheringId: gathering.gatheringId,
          name: 'cancelReply',
          payload: {},
          credential: makeSecret('r'),
        }),
      })
    const answers = await Promise.all(
      Array.from({ length: 100 }, (_, at) => command(at % 2 === 0 ? one : other)),
    )
    const carriedOut = answers.filter(({ status }) => status === 200)
    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(20)
    expect(carriedOut.length).toBeLessThan(75)
  })

  test('work for all is done by one: a lease is taken once, kept, and taken over when its time is over', async () => {
    const { db } = one.store()
    const lease = { name: `work-${kind}`, now: 1000, lastsMs: 500 }
    expect(await takeLease(db, { ...lease, holder: 'one' })).toBe(true)
    expect(await takeLease(other.store().db, { ...lease, holder: 'other' })).toBe(false)
    expect(await takeLease(db, { ...lease, now: 1400, holder: 'one' })).toBe(true)
    expect(await takeLease(db, { ...lease, now: 1600, holder: 'other' })).toBe(false)
    expect(await takeLease(db, { ...lease, now: 1900, holder: 'other' })).toBe(true)
    expect(await takeLease(db, { ...lease, now: 1950, holder: 'one' })).toBe(false)
  })

  test('a bus that is away or forgets costs a moment, never a fact', async () => {
    const { meetingId } = await gathering.addCity(cityIds.gaziantep)
    const screen = await watch(other)
    if (kind === 'redis') await redis.stop({ suddenly: true })
    accepted(await reply(one, meetingId))
    await eventually(() => expect(confirmedAt(screen.seen(), meetingId)).toBe(2), 3000)
    if (kind === 'redis') {
      await redis.start()
      await redis.flush()
    }
    accepted(await reply(other, meetingId))
    accepted(await reply(one, meetingId))
    await eventually(() => expect(confirmedAt(screen.seen(), meetingId)).toBe(6), 3000)
    expect(screen.person.socket.connected).toBe(true)
  })
})
