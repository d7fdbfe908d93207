// Viewer reports on a city's picture come only from screens that were shown it, and no single source can report for all.
import { io, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mostScreensOfSource, mostScreensOfUnknown } from '#server/sync/publish-crew.ts'
import type { CrewNow, WatchingState } from '#shared/protocol/crew-presence.ts'
import { eventually, type Person } from '../support/person.ts'
import { startTestApp, type TestApp, testInstant } from '../support/test-app.ts'
import { cityIds, makeGathering, type TestCity, type TestGathering } from '../support/test-gathering.ts'

let app: TestApp
let gathering: TestGathering
let [onStage, waiting]: TestCity[] = []
let control: Person
const sockets: Socket[] = []

beforeAll(async () => {
  app = await startTestApp({ trustedProxies: ['127.0.0.1'] })
  app.clock.set(testInstant)
  gathering = await makeGathering(app)
  onStage = await gathering.addCity(cityIds.berlin)
  waiting = await gathering.addCity(cityIds.gaziantep)
  for (const { meetingId } of [onStage, waiting]) {
    const address = `https://live.example.org/${meetingId}.m3u8`
    await gathering.order('addStream', { meetingId, streamId: 'stream-main', role: 'main', address })
    await gathering.order('setLink', { meetingId, status: 'ready' })
  }
  await gathering.order('handStage', { meetingId: onStage.meetingId, seenFence: 0 })
  control = await app.connect({ cookie: gathering.cookie })
  await control.join({ gathering: gathering.slug, as: 'organizer' })
}, 30_000)
afterAll(async () => {
  for (const socket of sockets) socket.close()
  await app.close()
  expect(app.trouble).toEqual([])
})

const known: string[] = []
/** The address that a trusted proxy forwards for this source. */
function addressOf(source: string): string {
  if (!known.includes(source)) known.push(source)
  return `198.51.100.${known.indexOf(source) + 1}`
}

async function open(source: string | null): Promise<Socket> {
  const extraHeaders: Record<string, string> = source === null ? {} : { 'x-forwarded-for': addressOf(source) }
  const socket = io(app.url(), { transports: ['websocket'], forceNew: true, extraHeaders })
  sockets.push(socket)
  await new Promise<void>((resolve) => socket.once('connect', resolve))
  return socket
}

async function watch(source: string | null, state: WatchingState, city = onStage): Promise<Socket> {
  const socket = await open(source)
  await socket.timeout(5000).emitWithAck('join', { gathering: gathering.slug, as: 'public' })
  say(socket, state, city)
  return socket
}

function say(socket: Socket, state: WatchingState, city = onStage): void {
  const { gatheringId } = gathering
  socket.emit('watching', { gatheringId, meetingId: city?.meetingId, state, delayMs: 9000, kbps: null })
}

const seen = (city = onStage) =>
  (control.told.findLast(({ event }) => event === 'crew')?.value as CrewNow | undefined)?.seenWell.find(
    ({ meetingId }) => meetingId === city?.meetingId,
  )

test('F6: sixty screens of one source count as three, those of others one each', async () => {
  const honest = await Promise.all(['a', 'b', 'c', 'd'].map((source) => watch(source, 'well')))
  const forged = await Promise.all(Array.from({ length: 60 }, () => watch('one-bot', 'not')))
  await eventually(() => expect(seen()).toMatchObject({ screens: 4 + mostScreensOfSource, well: 4 }), 8000)
  for (const socket of [...honest, ...forged]) socket.close()
})

test('F6: screens whose source is not known count as thirty together', async () => {
  const screens = await Promise.all(Array.from({ length: 40 }, () => watch(null, 'well')))
  await eventually(() => expect(seen()).toMatchObject({ screens: mostScreensOfUnknown }), 8000)
  for (const socket of screens) socket.close()
})

test('F6: of a city that is not on the stage, and from who was not sent the stage, nothing counts', async () => {
  const elsewhere = await watch('e', 'not', waiting)
  const unread = await open('f')
  say(unread, 'not')
  const marker = await watch('g', 'well')
  await eventually(() => expect(seen()).toMatchObject({ screens: 1, well: 1 }), 8000)
  expect(seen(waiting)).toBeUndefined()
  for (const socket of [elsewhere, unread, marker]) socket.close()
})

test('F6: who caught up without hearing of the stage is counted all the same', async () => {
  const socket = await open('h')
  const joined = await socket.timeout(5000).emitWithAck('join', { gathering: gathering.slug, as: 'preview' })
  expect(joined.ok).toBe(false)
  const first = await socket.timeout(5000).emitWithAck('join', { gathering: gathering.slug, as: 'public' })
  const { epoch, version } = first.snapshot
  socket.emit('leave', { gatheringId: gathering.gatheringId })
  const known = { epoch, version }
  const again = await socket
    .timeout(5000)
    .emitWithAck('join', { gathering: gathering.slug, as: 'public', pace: 'sparing', known })
  expect(again.update.stage).toBeUndefined()
  say(socket, 'well')
  await eventually(() => expect(seen()).toMatchObject({ well: 1 }), 8000)
})
