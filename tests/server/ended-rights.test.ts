// Rights that end while a socket is open: even if notifications were lost, the server checks the store and closes the socket.
import { io } from 'socket.io-client'
import { beforeEach, expect, onTestFinished, test } from 'vitest'
import { createHeads } from '#server/reading/latest-versions.ts'
import { createReadings } from '#server/reading/view-cache.ts'
import { hashSecret } from '#server/secrets.ts'
import { readVersions } from '#server/store/audience-rows.ts'
import { createEndRights } from '#server/sync/end-rights.ts'
import { join } from '#server/sync/join.ts'
import { createListeners } from '#server/sync/listeners.ts'
import { createPublisher } from '#server/sync/publish.ts'
import { keepSeat } from '#server/sync/renew-seat.ts'
import type { Tell } from '#server/sync/send-to-rooms.ts'
import type { SyncServer, SyncSocket } from '#server/sync/sync-server.ts'
import type { JoinRequest } from '#shared/protocol/socket-events.ts'
import type { Update } from '#shared/protocol/views.ts'
import { startFileApp } from '../support/file-app.ts'
import { eventually, grown, type Person, snapshotOf } from '../support/person.ts'
import { testInstant } from '../support/test-app.ts'
import {
  accepted,
  cityIds,
  invited,
  makeGathering,
  makeSecret,
  makeTestId,
  type TestCity,
  type TestGathering,
} from '../support/test-gathering.ts'

const app = startFileApp()
let gathering: TestGathering
let city: TestCity
beforeEach(async () => {
  app.clock.set(testInstant)
  gathering = await makeGathering(app)
  city = await gathering.addCity(cityIds.aleppo, { exposure: invited })
})

async function appoint() {
  const credential = makeSecret('d')
  const directorId = makeTestId()
  await gathering.order('appointDirector', { directorId, alias: 'Sami', directorSecret: credential })
  return { credential, directorId }
}

const invitationNow = async () => {
  const { meetings } = snapshotOf(
    await gathering.organizer.join({ gathering: gathering.slug, as: 'organizer' }),
  )
  return meetings.find(({ meetingId }) => meetingId === city.meetingId)?.crew?.invitation ?? ''
}

/** One reader of each kind that needs a right. */
async function readersOfAll(): Promise<Readonly<Record<string, Person>>> {
  const { slug, cookie } = gathering
  const { credential } = await appoint()
  const requests: Readonly<Record<string, JoinRequest>> = {
    host: { gathering: slug, as: 'host', credential: city.hostSecret },
    guest: { gathering: slug, as: 'guest', credential: await invitationNow() },
    director: { gathering: slug, as: 'director', credential },
    organizer: { gathering: slug, as: 'organizer' },
    preview: { gathering: slug, as: 'preview' },
  }
  const readers: Record<string, Person> = {}
  for (const [name, request] of Object.entries(requests)) {
    const isSignedIn = name === 'organizer' || name === 'preview'
    const person = await app.connect(isSignedIn ? { cookie } : {})
    expect(await person.join(request)).toMatchObject({ ok: true })
    readers[name] = person
  }
  return readers
}

/** Written as another process would, with so many versions that the log no longer covers them. */
async function endAllUnheard(versions: number): Promise<void> {
  const { db } = app.store()
  const { gatheringId } = gathering
  const { meetingId } = city
  await db
    .updateTable('meetings')
    .set({ host_hash: hashSecret(makeSecret('h')), invitation: makeSecret('i') })
    .where('meeting_id', '=', meetingId)
    .execute()
  await db.deleteFrom('directors').where('gathering_id', '=', gatheringId).execute()
  await db.deleteFrom('gathering_crew').where('gathering_id', '=', gatheringId).execute()
  if (versions === 0) return
  await db
    .updateTable('gatherings')
    .set((make) => ({ version: make('version', '+', versions) }))
    .where('gathering_id', '=', gatheringId)
    .execute()
}

test.each([3000, 0])(
  'A8: every right that ended on another process ends here within a second, %i versions later, of which nothing was heard',
  async (versions) => {
    const readers = await readersOfAll()
    const stranger = await app.connect()
    const known = snapshotOf(await stranger.join({ gathering: gathering.slug, as: 'public' }))
    const endedAt = performance.now()
    await endAllUnheard(versions)
    // A reader who already received the later version from another process.
    const later = { epoch: known.epoch, version: known.version + versions }
    await stranger.join({ gathering: gathering.slug, as: 'public', known: later })
    for (const [name, { socket, told }] of Object.entries(readers)) {
      await eventually(
        () => expect({ name, isOpen: socket.connected }).toEqual({ name, isOpen: false }),
        1500,
      )
      expect(told.at(-1)).toEqual({ event: 'revoked', value: { gatheringId: gathering.gatheringId } })
    }
    expect(performance.now() - endedAt).toBeLessThan(2000)
    expect(stranger.socket.connected).toBe(true)
  },
)

test('A8: a dismissed director and a renewed host link end the old sockets and keep the new', async () => {
  const { credential, directorId } = await appoint()
  const [director, host] = [await app.connect(), await app.connect()]
  await director.join({ gathering: gathering.slug, as: 'director', credential })
  await host.join({ gathering: gathering.slug, as: 'host', credential: city.hostSecret })
  await gathering.order('dismissDirector', { directorId })
  const hostSecret = makeSecret('h')
  await gathering.order('renewHostLink', { meetingId: city.meetingId, hostSecret })
  // Joined before anybody was notified of the renewal.
  const renewed = await app.connect()
  expect(await renewed.join({ gathering: gathering.slug, as: 'host', credential: hostSecret })).toMatchObject(
    { ok: true },
  )
  for (const { socket } of [director, host]) {
    await eventually(() => expect(socket.connected).toBe(false), 1000)
  }
  await gathering.order('editGathering', { texts: { en: { slogan: 'marker' } } })
  await eventually(() => expect(JSON.stringify(renewed.told)).toContain('marker'))
  expect(renewed.socket.connected).toBe(true)
})

test('A8, K14: long polling hears of a withdrawal and of an ended link as quickly as a WebSocket', async () => {
  const socket: Person['socket'] = io(app.url(), {
    transports: ['polling'],
    forceNew: true,
    reconnection: false,
  })
  const told: { readonly event: string; readonly value: unknown }[] = []
  socket.onAny((event: string, value: unknown) => told.push({ event, value }))
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  const request = { gathering: gathering.slug, as: 'host', credential: city.hostSecret } as const
  const joined = snapshotOf(await socket.timeout(5000).emitWithAck('join', request))
  expect(joined.control).not.toBe(null)
  await gathering.order('withdrawMeeting', { meetingId: city.meetingId })
  const updates = () => told.flatMap(({ event, value }) => (event === 'update' ? [value as Update] : []))
  await eventually(() => expect(grown(joined, updates()).control).toBe(null), 1000)
  await gathering.order('renewHostLink', { meetingId: city.meetingId, hostSecret: makeSecret('h') })
  await eventually(() => expect(socket.connected).toBe(false), 1000)
  expect(told.at(-1)?.event).toBe('revoked')
})

test('A8, U10: a reader who was set aside, and so is in no room, is closed too', async () => {
  const acts: string[] = []
  const readerOf = (credential: string) => ({
    data: {
      organizerId: null,
      audiences: new Map([
        [
          gathering.gatheringId,
          {
            audience: { kind: 'host', meetingId: city.meetingId },
            pace: 'prompt',
            credentialHash: hashSecret(credential),
            isAnswered: true,
          },
        ],
      ]),
    },
  })
  const fakeIo = {
    sockets: { sockets: new Map([['one', readerOf(city.hostSecret)]]), adapter: { rooms: new Map() } },
  } as unknown as SyncServer
  const revoke = () => void acts.push('revoked')
  const rights = createEndRights(fakeIo, app.store(), revoke, () => undefined)
  await rights.end([gathering.gatheringId])
  expect(acts).toEqual([])
  await gathering.order('renewHostLink', { meetingId: city.meetingId, hostSecret: makeSecret('h') })
  await rights.end(['another-gathering'])
  expect(acts).toEqual([])
  await rights.end([gathering.gatheringId])
  expect(acts).toEqual(['revoked'])
  await rights.stop()
})

test('A8: after a stretch that cannot be read rights are asked for before anything is told, and nothing is told while they cannot be', async () => {
  const order: string[] = []
  const { gatheringId } = gathering
  const listeners = createListeners()
  const heads = createHeads()
  let isAway = true
  const endRights = async () => {
    order.push('rights')
    if (isAway) throw new Error('the store is away')
  }
  const tell: Tell = (_rooms, { event }) => void order.push(event)
  const publisher = createPublisher(
    { store: app.store(), heads, listeners, tell, endRights, forgetTicket: () => undefined },
    () => undefined,
  )
  const read = await readVersions(app.store().db, gatheringId, [city.meetingId])
  const own = `host:${city.meetingId}`
  heads.learn(gatheringId, [
    ['public', 0],
    [own, 0],
  ])
  listeners.addAudience(gatheringId, { kind: 'host', meetingId: city.meetingId }, 'prompt')(0)
  heads.raise(gatheringId, 1)
  heads.raise(gatheringId, 5000)
  heads.learn(gatheringId, read?.layers ?? [])
  await eventually(() => expect(order.length).toBeGreaterThan(0))
  expect(new Set(order)).toEqual(new Set(['rights']))
  isAway = false
  await eventually(() => expect(order.at(-1)).toBe('update'), 4000)
  expect(order.at(-2)).toBe('rights')
  await publisher.stop()
})

test('T2, U10: after a stretch that cannot be read a ticket that is held is told as it stands', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const credential = makeSecret('r')
  const person = await app.connect()
  const payload = { meetingId, partySize: 2 }
  accepted(await person.ask('replyToMeeting', gathering.gatheringId, payload, { credential }))
  const holder = await app.connect()
  expect(await holder.hold(credential)).toMatchObject({ ok: true })
  const known = snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' }))
  const { db } = app.store()
  await db.updateTable('attendances').set({ party_size: 4 }).where('meeting_id', '=', meetingId).execute()
  await db
    .updateTable('gatherings')
    .set((make) => ({ version: make('version', '+', 3000) }))
    .where('gathering_id', '=', gathering.gatheringId)
    .execute()
  const later = { epoch: known.epoch, version: known.version + 3000 }
  await person.join({ gathering: gathering.slug, as: 'public', known: later })
  await eventually(() =>
    expect(holder.told.findLast(({ event }) => event === 'ticket')?.value).toMatchObject({ partySize: 4 }),
  )
})

/** The part of a socket that `join` and `keepSeat` use, without a connection. */
function socketInHand(organizerId: string | null) {
  const socket = {
    connected: true,
    data: { organizerId, sessionHash: null, audiences: new Map(), tickets: new Set() },
    join: () => undefined,
    leave: () => undefined,
  }
  return socket as unknown as SyncSocket
}

test('A8: a right that ends while a socket is joining lets nobody in', async () => {
  const store = app.store()
  const real = createReadings(store, createHeads())
  const readings: typeof real = {
    ...real,
    snapshot: async (gatheringId, audience) => {
      const read = await real.snapshot(gatheringId, audience)
      await gathering.order('renewHostLink', { meetingId: city.meetingId, hostSecret: makeSecret('h') })
      return read
    },
  }
  const listeners = createListeners()
  const socket = socketInHand(null)
  const request = { gathering: gathering.slug, as: 'host', credential: city.hostSecret }
  expect(await join(socket, { store, readings, listeners }, request)).toEqual({
    ok: false,
    reason: 'link-not-valid',
  })
  expect([socket.data.audiences.size, listeners.size()]).toEqual([0, 0])
})

test('K3: the seat is kept by nobody whose right to direct has ended, be their socket open or not', async () => {
  const { credential, directorId } = await appoint()
  const { gatheringId } = gathering
  const seatId = 'seat-of-sami'
  const person = await app.connect()
  accepted(await person.ask('takeSeat', gatheringId, { seatId, alias: 'Sami', seenTerm: 0 }, { credential }))
  const socket = socketInHand(null)
  socket.data.audiences.set(gatheringId, {
    audience: { kind: 'director', directorId },
    pace: 'prompt',
    credentialHash: hashSecret(credential),
    isAnswered: true,
  })
  const stay = () => keepSeat(socket, { store: app.store(), clock: app.clock }, { gatheringId, seatId })
  expect(await stay()).toBe(true)
  await gathering.order('dismissDirector', { directorId })
  expect(await stay()).toBe(false)
  const stranger = socketInHand('somebody-else')
  stranger.data.audiences.set(gatheringId, {
    audience: { kind: 'organizer' },
    pace: 'prompt',
    credentialHash: null,
    isAnswered: true,
  })
  expect(await keepSeat(stranger, { store: app.store(), clock: app.clock }, { gatheringId, seatId })).toBe(
    false,
  )
})

test('A8: a session that is signed out while its socket connects leaves no socket open', async () => {
  const cookie = await app.signIn()
  const sessions = app.app().sessions as { read: (cookie: string | undefined) => Promise<unknown> }
  const read = sessions.read
  let isFirst = true
  // Signs out after the handshake was accepted, before the socket is in its session's room.
  sessions.read = async (header) => {
    const session = await read(header)
    if (header === cookie && isFirst) {
      isFirst = false
      await fetch(`${app.url()}/api/sign-out`, { method: 'POST', headers: { cookie } })
    }
    return session
  }
  const person = await app.connect({ cookie })
  await eventually(() => expect(person.socket.connected).toBe(false), 1000)
  expect(isFirst).toBe(false)
  sessions.read = read
})

test('A8: once it has connected, a socket’s session is looked up again at once, whether or not anything else notices its end', async () => {
  const cookie = await app.signIn()
  const sessions = app.app().sessions as { read: (cookie: string | undefined) => Promise<unknown> }
  const read = sessions.read
  onTestFinished(() => {
    sessions.read = read
  })
  let lookUps = 0
  // The session stays open in the store: only the second lookup reports that it ended.
  sessions.read = async (header) => {
    if (header !== cookie) return read(header)
    lookUps += 1
    return lookUps === 1 ? read(header) : null
  }
  const person = await app.connect({ cookie })
  await eventually(() => expect(person.socket.connected).toBe(false), 1000)
  expect(lookUps).toBe(2)
})

test('A8: where nobody can say whether its session is still open, a socket is closed and comes again', async () => {
  const cookie = await app.signIn()
  const sessions = app.app().sessions as { read: (cookie: string | undefined) => Promise<unknown> }
  const read = sessions.read
  let lookUps = 0
  onTestFinished(() => {
    sessions.read = read
    app.trouble.length = 0
  })
  sessions.read = async (header) => {
    if (header === cookie) lookUps += 1
    if (header === cookie && lookUps === 2) throw new Error('the store is away')
    return read(header)
  }
  const person = await app.connect({ cookie })
  await eventually(() => expect(lookUps).toBeGreaterThanOrEqual(2), 1000)
  await eventually(() => expect(person.socket.connected).toBe(false), 1000)
  expect(app.trouble).toEqual([expect.objectContaining({ message: 'the store is away' })])
})

test('A8: a session that runs out after thirty days closes the sockets that are open by it', async () => {
  const cookie = await app.signIn()
  const person = await app.connect({ cookie })
  const other = await app.connect()
  app.clock.set(app.clock.now() + 30 * 24 * 60 * 60 * 1000)
  await eventually(() => expect(person.socket.connected).toBe(false), 2000)
  expect(other.socket.connected).toBe(true)
})
