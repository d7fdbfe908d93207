// Sockets that send requests and never read: little is queued for each, others are unaffected, and they are closed in the end.
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { longestStallMs, mostWaitingBytes } from '#server/sync/outbound.ts'
import { tellFigures } from '../support/figures.ts'
import { makeLongGathering } from '../support/long-gathering.ts'
import { putGathering } from '../support/many-cities.ts'
import { eventually, pause, snapshotOf } from '../support/person.ts'
import { prepareServerProcess } from '../support/server-process.ts'
import { keepAlive, openSilentReader, type SilentReader } from '../support/silent-reader.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { makeSecret, type TestGathering } from '../support/test-gathering.ts'
import { queuedBytes } from '../support/watch-server.ts'

vi.mock('socket.io', async (real) =>
  (await import('../support/watch-server.ts')).watchSocketServers(await real()),
)

const soakSeconds = Number(process.env['SOAK_NO_READERS'] ?? 0)
/** A queued message counts with its overhead besides the text. */
const allowanceBytes = 16 * 1024

let app: TestApp
let gathering: TestGathering
let snapshotBytes = 0

beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeLongGathering(app)
  const person = await app.connect()
  snapshotBytes = Buffer.byteLength(
    JSON.stringify(snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' }))),
  )
  person.socket.close()
}, 60_000)
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

const mostQueued = () => Math.max(0, ...queuedBytes().values())

async function flood(readers: readonly SilentReader[], event: string, request: unknown, seconds: number) {
  let most = 0
  const until = performance.now() + seconds * 1000
  while (performance.now() < until) {
    for (const reader of readers) for (let count = 0; count < 4; count += 1) reader.ask(event, request)
    await pause(100)
    most = Math.max(most, mostQueued())
  }
  return most
}

test('U11: of a socket that joins and never reads, one answer and at most 256 KB more wait', async () => {
  const request = { gathering: gathering.slug, as: 'public' }
  const readers = await Promise.all(Array.from({ length: 4 }, () => openSilentReader(app.url())))
  for (const reader of readers) reader.stopReading()
  const most = await flood(readers, 'join', request, 5)
  tellFigures('sockets that never read', {
    snapshotKB: Math.round(snapshotBytes / 1024),
    mostQueuedKB: Math.round(most / 1024),
  })
  expect(most, 'nothing ever waited: this tried nothing').toBeGreaterThan(64 * 1024)
  expect(most).toBeLessThanOrEqual(mostWaitingBytes + snapshotBytes + allowanceBytes)
  // Others are served meanwhile.
  const person = await app.connect()
  const startedAt = performance.now()
  snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' }))
  expect(performance.now() - startedAt).toBeLessThan(3000)
  for (const reader of readers) reader.close()
})

test('A8, U11: a host whose right ends is closed within a second, also when it takes nothing', async () => {
  const { meetingId, hostSecret } = await gathering.addCity('2950159')
  const reader = await openSilentReader(app.url())
  reader.stopReading()
  const request = { gathering: gathering.slug, as: 'host', credential: hostSecret }
  for (let count = 0; count < 40; count += 1) reader.ask('join', request)
  await eventually(() => expect(mostQueued()).toBeGreaterThan(64 * 1024), 10_000)
  const before = queuedBytes().size
  await gathering.order('renewHostLink', { meetingId, hostSecret: makeSecret('h') })
  const endedAt = performance.now()
  await eventually(() => expect(queuedBytes().size).toBe(before - 1), 5000)
  expect(performance.now() - endedAt).toBeLessThan(1000)
  reader.startReading()
  await eventually(() => expect(reader.isClosed()).toBe(true), 5000)
})

test('U11: a long-polling client that never fetches its answers has as little waiting', async () => {
  const engine = `${app.url()}/socket.io/?EIO=4&transport=polling`
  const opened = (await (await fetch(engine)).text()).slice(1)
  const { sid } = JSON.parse(opened) as { readonly sid: string }
  const post = (body: string) =>
    fetch(`${engine}&sid=${sid}`, { method: 'POST', body }).then(({ status }) => status)
  expect(await post('40')).toBe(200)
  const ask = (index: number) => `42${index}["join",{"gathering":"${gathering.slug}","as":"public"}]`
  let most = 0
  for (let round = 0; round < 10; round += 1) {
    await post([1, 2, 3, 4].map((index) => ask(round * 4 + index)).join('\x1e'))
    await pause(50)
    most = Math.max(most, mostQueued())
  }
  expect(most).toBeGreaterThan(64 * 1024)
  expect(most).toBeLessThanOrEqual(mostWaitingBytes + snapshotBytes + allowanceBytes)
  const sockets = queuedBytes().size
  await post('1')
  await eventually(() => expect(queuedBytes().size).toBe(sockets - 1))
})

test.concurrent(
  'U12: a socket to which something is sent and that takes nothing for 30 s is closed, though it says that it is there',
  async () => {
    const reader = await openSilentReader(app.url())
    reader.stopReading()
    const alive = keepAlive(reader)
    for (let count = 0; count < 40; count += 1)
      reader.ask('join', { gathering: gathering.slug, as: 'public' })
    await eventually(() => expect(mostQueued()).toBeGreaterThan(64 * 1024), 10_000)
    const sockets = queuedBytes().size
    const stalledAt = performance.now()
    await eventually(() => expect(queuedBytes().size).toBeLessThan(sockets), longestStallMs + 8000)
    expect(performance.now() - stalledAt).toBeGreaterThan(longestStallMs - 3000)
    alive.stop()
    reader.close()
  },
  longestStallMs + 30_000,
)

test.concurrent(
  'U11: thirty sockets that join forty times a second and never read leave the process about as large as it was',
  async () => {
    const directory = await mkdtemp(join(tmpdir(), 'multaqa-no-readers-'))
    await putGathering(directory, { slug: 'everywhere', startsAt: Date.now() + 86_400_000, cities: 500 })
    const server = await prepareServerProcess({ DATA_DIR: directory })
    await server.start()
    const memory = async () => {
      const status = await readFile(`/proc/${server.pid()}/status`, 'utf8')
      return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024
    }
    const request = { gathering: 'everywhere', as: 'public' }
    const first = await openSilentReader(server.url)
    first.ask('join', request)
    await eventually(() => expect(first.heard().length).toBeGreaterThan(300_000), 20_000)
    first.close()
    const before = await memory()
    const readers = await Promise.all(Array.from({ length: 30 }, () => openSilentReader(server.url)))
    for (const reader of readers) reader.stopReading()
    let most = before
    const until = performance.now() + (soakSeconds || 5) * 1000
    while (performance.now() < until) {
      for (const reader of readers) for (let count = 0; count < 4; count += 1) reader.ask('join', request)
      await pause(100)
      most = Math.max(most, await memory())
    }
    tellFigures('thirty sockets that never read', {
      beforeMB: Math.round(before),
      mostMB: Math.round(most),
    })
    for (const reader of readers) reader.close()
    await server.kill()
    await rm(directory, { recursive: true, force: true })
    expect(most - before).toBeLessThan(160)
  },
  60_000 + soakSeconds * 1000,
)
