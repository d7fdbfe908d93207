import { io } from 'socket.io-client'
import { beforeAll, expect, test } from 'vitest'
import { createCalendar } from '#server/reading/calendar.ts'
import { createHeads } from '#server/reading/latest-versions.ts'
import { createReadings } from '#server/reading/view-cache.ts'
import { browse as browseList, hold as holdReply, join as joinGathering } from '#server/sync/join.ts'
import { createListeners } from '#server/sync/listeners.ts'
import type { SyncSocket } from '#server/sync/sync-server.ts'
import { startFileApp } from '../support/file-app.ts'
import { connectPerson, eventually, grown, type Person, snapshotOf } from '../support/person.ts'
import {
  accepted,
  cityIds,
  makeGathering,
  makeSecret,
  type TestGathering,
} from '../support/test-gathering.ts'

const app = startFileApp()
let gathering: TestGathering

beforeAll(async () => {
  gathering = await makeGathering(app)
})

const replyAt = async (person: Person, meetingId: string, credential: string, partySize = 1) =>
  accepted(
    await person.ask('replyToMeeting', gathering.gatheringId, { meetingId, partySize }, { credential }),
  )

test('J3: who joins between two ticks ends with the same numbers as those who were there', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const [early, late, participant] = [await app.connect(), await app.connect(), await app.connect()]
  const request = { gathering: gathering.slug, as: 'public' } as const
  const before = snapshotOf(await early.join(request))
  await replyAt(participant, meetingId, makeSecret('r'))
  await eventually(() => expect(grown(before, early.updates()).counts.at(-1)).toMatchObject({ confirmed: 1 }))
  const credential = makeSecret('r')
  await replyAt(participant, meetingId, credential)
  const between = snapshotOf(await late.join(request))
  accepted(await participant.ask('cancelReply', gathering.gatheringId, {}, { credential }))
  // Sent last: when it has arrived, all earlier changes have arrived.
  await gathering.order('countWalkIns', { meetingId, walkIns: 7 })
  await eventually(() => {
    for (const seen of [grown(before, early.updates()), grown(between, late.updates())]) {
      expect(seen.counts.at(-1)).toMatchObject({ arrived: 7 })
    }
  })
  const fresh = snapshotOf(await participant.join(request))
  expect(fresh.counts.at(-1)).toMatchObject({ confirmed: 1 })
  expect(grown(between, late.updates()).counts).toEqual(fresh.counts)
  expect(grown(before, early.updates()).counts).toEqual(fresh.counts)
})

test('U6: a city that was withdrawn and comes back brings its numbers along, though they are the same', async () => {
  const { meetingId } = await gathering.addCity(cityIds.toronto)
  const reader = await app.connect()
  const before = snapshotOf(await reader.join({ gathering: gathering.slug, as: 'public' }))
  const seen = () => grown(before, reader.updates())
  // Sent once before, so that the same value is not sent again.
  await gathering.order('countWalkIns', { meetingId, walkIns: 3 })
  await eventually(() => expect(seen().counts.find((view) => view.meetingId === meetingId)?.arrived).toBe(3))
  await gathering.order('withdrawMeeting', { meetingId })
  await eventually(() => expect(seen().counts.some((view) => view.meetingId === meetingId)).toBe(false))
  await gathering.order('approveMeeting', { meetingId })
  await eventually(() => expect(seen().counts.find((view) => view.meetingId === meetingId)?.arrived).toBe(3))
})

test('J4: a socket that is gone before its question is answered leaves nothing behind', async () => {
  const { meetingId } = await gathering.addCity(cityIds.berlin)
  const credential = makeSecret('r')
  await replyAt(await app.connect(), meetingId, credential)
  const listeners = createListeners()
  const gone = {
    connected: false,
    data: { organizerId: null, sessionHash: null, audiences: new Map(), tickets: new Set(), months: null },
    join: () => undefined,
    leave: () => undefined,
  } as unknown as SyncSocket
  const request = { gathering: gathering.slug, as: 'public' }
  const means = { store: app.store(), readings: createReadings(app.store(), createHeads()), listeners }
  expect(await joinGathering(gone, means, request)).toMatchObject({ ok: false })
  await holdReply(gone, means, { credential })
  const calendar = createCalendar(app.store(), means.readings.heads)
  await browseList(gone, { ...means, calendar }, { months: ['2026-01'] })
  expect(listeners.size()).toBe(0)
})

test('A8: a renewed host link puts the sockets of the old one out within a second, and opens nothing any more', async () => {
  const { meetingId, hostSecret } = await gathering.addCity(cityIds.idlib)
  const host = await app.connect()
  const request = { gathering: gathering.slug, as: 'host', credential: hostSecret } as const
  snapshotOf(await host.join(request))
  const renewed = makeSecret('h')
  await gathering.order('renewHostLink', { meetingId, hostSecret: renewed })
  await eventually(() => expect(host.socket.connected).toBe(false), 1000)
  expect(host.told).toContainEqual({ event: 'revoked', value: { gatheringId: gathering.gatheringId } })
  const again = await app.connect()
  expect(await again.join(request)).toEqual({ ok: false, reason: 'link-not-valid' })
  const edit = { meetingId, edit: { note: 'Still me' } }
  expect(
    await again.ask('editMeeting', gathering.gatheringId, edit, { credential: hostSecret }),
  ).toMatchObject({ ok: false, reason: 'not-allowed' })
  accepted(await again.ask('editMeeting', gathering.gatheringId, edit, { credential: renewed }))
})

test('A8: signing out closes the sockets of that session and of no other', async () => {
  const other = await app.signIn()
  const [mine, elsewhere] = [
    await app.connect({ cookie: gathering.cookie }),
    await app.connect({ cookie: other }),
  ]
  const request = { gathering: gathering.slug, as: 'organizer' } as const
  snapshotOf(await elsewhere.join(request))
  await fetch(`${app.url()}/api/sign-out`, { method: 'POST', headers: { cookie: other } })
  await eventually(() => expect(elsewhere.socket.connected).toBe(false), 1000)
  expect(mine.socket.connected).toBe(true)
  const again = await app.connect({ cookie: other })
  expect(await again.join(request)).toEqual({ ok: false, reason: 'not-allowed' })
  expect(await again.ask('publishGathering', gathering.gatheringId, {})).toEqual({
    ok: false,
    reason: 'not-allowed',
  })
})

test('S1: a page of another origin gets no socket, and a program without one does', async () => {
  const knock = (origin: string) => {
    const socket = io(app.url(), { transports: ['websocket'], reconnection: false, extraHeaders: { origin } })
    return new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('connect_error', () => resolve(false))
    }).finally(() => socket.close())
  }
  expect(await knock('https://elsewhere.example')).toBe(false)
  expect(await knock('null')).toBe(false)
  expect(await knock(app.url())).toBe(true)
})

test('C8: a message of more than 16 KB closes its socket and harms no other', async () => {
  const [loud, quiet] = [await app.connect(), await app.connect()]
  const request = { gathering: gathering.slug, as: 'public' } as const
  snapshotOf(await quiet.join(request))
  loud.socket.emit('command', 'x'.repeat(17 * 1024), () => undefined)
  await eventually(() => expect(loud.socket.connected).toBe(false))
  expect((await quiet.join(request)).ok).toBe(true)
})

test('C7: a socket that asks too fast is told so, and is served again a moment later', async () => {
  const person = await app.connect()
  const ask = () => person.ask('publishGathering', 'nothing-here', {}, { credential: makeSecret('r') })
  const startedAt = performance.now()
  const answers = await Promise.all(Array.from({ length: 200 }, ask))
  const seconds = (performance.now() - startedAt) / 1000
  const served = answers.filter((answer) => !answer.ok && answer.reason === 'not-found').length
  const tooFast = answers.filter((answer) => !answer.ok && answer.reason === 'too-fast').length
  expect(served + tooFast).toBe(200)
  // 90 at once, and 30 more for each second that passed.
  expect(served).toBeGreaterThanOrEqual(90)
  expect(served).toBeLessThanOrEqual(91 + 30 * seconds)
  await eventually(async () => expect(await ask()).toEqual({ ok: false, reason: 'not-found' }))
})

test('C2: whatever a socket sends, with whatever arguments, the server answers or is silent, and lives', async () => {
  const strange: unknown[] = [
    undefined,
    null,
    true,
    0,
    -1,
    1e308,
    '',
    '\u0000',
    '__proto__',
    'x'.repeat(10_000),
    [],
    [[[[[]]]]],
    {},
    { gathering: {} },
    { gathering: gathering.slug, as: '__proto__' },
    { gathering: gathering.slug, as: 'public', known: { epoch: 1, version: 'a' } },
    { gathering: gathering.slug, as: 'public', known: { epoch: '', version: 1e300 } },
    { gathering: gathering.slug, as: 'host', credential: { toString: 1 } },
    { gatheringId: null },
    { credential: [] },
    { commandId: 'command-x', gatheringId: 'gathering-x', name: 'constructor', payload: null },
    { commandId: 'command-x', gatheringId: 'gathering-x', name: 'arrive', payload: [] },
    JSON.parse('{"__proto__":{"gathering":"x"},"constructor":1}'),
    Buffer.from('bytes'),
  ]
  const events = [
    'join',
    'leave',
    'hold',
    'browse',
    'command',
    'time',
    'beat',
    'update',
    'error',
    'constructor',
    '',
  ]
  const request = { gathering: gathering.slug, as: 'public' } as const
  for (const event of events) {
    const person = await connectPerson(app.url())
    const emit = person.socket.emit.bind(person.socket) as (...values: unknown[]) => void
    for (const value of strange) {
      emit(event, value)
      emit(event, value, () => undefined)
      emit(event, value, value, value, () => undefined)
    }
    emit(event)
    emit(event, () => undefined)
    // Answered after everything before it was processed, unless the server has closed the socket.
    await person.socket
      .timeout(5000)
      .emitWithAck('time')
      .catch(() => undefined)
    person.socket.close()
  }
  const witness = await app.connect()
  expect((await witness.join(request)).ok).toBe(true)
})

test('B1: an idle socket hears the server’s clock every five seconds', async () => {
  const person = await app.connect()
  const beats: number[] = []
  person.socket.on('beat', (serverNow) => beats.push(serverNow))
  await eventually(() => expect(beats).toContain(app.clock.now()), 6000)
})
