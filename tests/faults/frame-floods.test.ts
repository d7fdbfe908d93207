// A connection that floods the server with cheap messages: it is closed, leaves nothing behind, and others are served.
import { randomBytes } from 'node:crypto'
import { connect } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { tellFigures } from '../support/figures.ts'
import { heapAfterCollection } from '../support/heap.ts'
import { eventually, type Person, pause } from '../support/person.ts'
import { frame, openRawLine } from '../support/raw-frames.ts'
import { openSilentReader } from '../support/silent-reader.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { makeGathering, type TestGathering } from '../support/test-gathering.ts'
import { openSockets, socketsOfNamespace } from '../support/watch-server.ts'

vi.mock('socket.io', async (real) =>
  (await import('../support/watch-server.ts')).watchSocketServers(await real()),
)

const rounds = Number(process.env['SOAK_FRAME_FLOODS'] ?? 1)

let app: TestApp
let gathering: TestGathering
let witness: Person

beforeAll(async () => {
  app = await startTestApp()
  gathering = await makeGathering(app)
  witness = await app.connect()
}, 30_000)
afterAll(async () => {
  await app.close()
  expect(app.trouble).toEqual([])
})

const many = (packet: string, count: number) =>
  Buffer.concat(Array.from({ length: count }, () => frame(Buffer.from(packet))))

const floods: readonly { readonly what: string; readonly bytes: () => Buffer }[] = [
  { what: 'openings of the same namespace', bytes: () => many('40', 3000) },
  { what: 'openings of other namespaces', bytes: () => many('40/admin,', 3000) },
  {
    what: 'a socket opened, closed and opened again',
    bytes: () => Buffer.concat([frame(Buffer.from('41')), frame(Buffer.from('40'))]),
  },
  { what: 'questions', bytes: () => many('421["time"]', 3000) },
  { what: 'joins', bytes: () => many(`421["join",{"gathering":"${gathering.slug}","as":"public"}]`, 3000) },
  { what: 'unanswerable commands', bytes: () => many('421["command",{}]', 3000) },
  { what: 'pongs', bytes: () => many('3', 3000) },
  {
    what: 'pings of the WebSocket',
    bytes: () => Buffer.concat(Array.from({ length: 3000 }, () => frame(randomBytes(100), 0x89))),
  },
  {
    what: 'announced binary messages',
    bytes: () => frame(Buffer.from('4510-["time",{"_placeholder":true,"num":0}]')),
  },
  { what: 'binary messages', bytes: () => frame(Buffer.from('x'), 0x82) },
  {
    what: 'one message in thousands of fragments',
    bytes: () =>
      Buffer.concat([
        frame(Buffer.from('4'), 0x01),
        ...Array.from({ length: 5000 }, () => frame(Buffer.from('2'), 0x00)),
      ]),
  },
]

test.each(floods)(
  'F5: $what on one connection close it',
  async ({ bytes }) => {
    await eventually(() => expect(openSockets()).toBe(2))
    for (let round = 0; round < rounds; round += 1) {
      const line = await openSilentReader(app.url())
      line.stopReading()
      line.socket.write(bytes())
      line.startReading()
      await eventually(() => expect(openSockets()).toBe(2), 5000)
      expect(socketsOfNamespace()).toBe(2)
      line.close()
    }
    expect(await witness.socket.timeout(5000).emitWithAck('time')).toBe(app.clock.now())
  },
  10_000 + rounds * 5000,
)

test('F5: attempts to go over to a WebSocket that only probe are closed before much waits for them', async () => {
  const engine = `${app.url()}/socket.io/?EIO=4&transport=polling`
  const opened = (await (await fetch(engine)).text()).slice(1)
  const { sid } = JSON.parse(opened) as { readonly sid: string }
  const { hostname, port } = new URL(app.url())
  const line = connect(Number(port), hostname)
  let isClosed = false
  line.on('close', () => {
    isClosed = true
  })
  line.on('error', () => undefined)
  line.write(
    [
      `GET /socket.io/?EIO=4&transport=websocket&sid=${sid} HTTP/1.1`,
      `Host: ${hostname}`,
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
      'Sec-WebSocket-Key: bXVsdGFxYS10ZXN0LTAwMQ==',
      '\r\n',
    ].join('\r\n'),
  )
  await new Promise<void>((resolve) => line.once('data', () => resolve()))
  line.write(many('2probe', 20_000))
  await eventually(() => expect(isClosed).toBe(true), 5000)
  await eventually(() => expect(openSockets()).toBe(2))
})

test('F5: a long-polling body full of packets is one flood too', async () => {
  const engine = `${app.url()}/socket.io/?EIO=4&transport=polling`
  const opened = (await (await fetch(engine)).text()).slice(1)
  const { sid } = JSON.parse(opened) as { readonly sid: string }
  const post = (body: string) =>
    fetch(`${engine}&sid=${sid}`, { method: 'POST', body }).then(
      ({ status }) => status,
      () => 0,
    )
  await post('40')
  await pause(50)
  await post(Array.from({ length: 2000 }, () => '3').join('\x1e'))
  await eventually(() => expect(openSockets()).toBe(2))
  expect(await post('3')).not.toBe(200)
})

test('F5: what connects and never opens the namespace, or leaves it, is closed', async () => {
  const idle = await openRawLine(app.url())
  const left = await openSilentReader(app.url())
  left.socket.write(frame(Buffer.from('41')))
  await eventually(() => expect(left.isClosed()).toBe(true), 5000)
  await eventually(() => expect(idle.isClosed()).toBe(true), 15_000)
}, 25_000)

test(
  'F5: after all of it the process is as large as before',
  async () => {
    const once = async () => {
      for (const { bytes } of floods) {
        const line = await openSilentReader(app.url())
        line.socket.write(bytes())
        await pause(20)
        line.close()
      }
      await eventually(() => expect(openSockets()).toBe(2), 5000)
    }
    await once()
    const before = heapAfterCollection()
    for (let round = 0; round < 3 * rounds; round += 1) await once()
    const grownBytes = heapAfterCollection() - before
    tellFigures('frame floods', { grownKB: Math.round(grownBytes / 1024) })
    expect(grownBytes).toBeLessThan(8 * 2 ** 20)
  },
  60_000 + rounds * 10_000,
)
