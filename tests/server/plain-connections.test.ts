// Connections that block a server: slow headers and bodies, unread responses, and more connections than the limit.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { boundPlainConnections, requestTimeouts } from '#server/http/plain-connections.ts'
import { eventually } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

let app: TestApp
const lines: Socket[] = []

beforeAll(async () => {
  app = await startTestApp({ mostConnections: 20 })
})
afterAll(async () => {
  for (const line of lines) line.destroy()
  await app.close()
  expect(app.trouble).toEqual([])
})

async function open(
  text: string,
  port = Number(new URL(app.url()).port),
): Promise<{ readonly line: Socket; readonly heard: () => string }> {
  const line = connect(port, '127.0.0.1')
  let heard = ''
  line.on('data', (bytes) => {
    heard += bytes.toString('latin1')
  })
  line.on('error', () => undefined)
  lines.push(line)
  await once(line, 'connect')
  line.write(text)
  return { line, heard: () => heard }
}

const slowBody =
  'POST /api/commands HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n{'

test('F11: a request whose body does not arrive ends after 30 s, and its head after 10', () => {
  const { server } = app.app()
  expect(server.requestTimeout).toBe(30_000)
  expect(server.headersTimeout).toBe(10_000)
  expect(server.timeout).toBe(30_000)
  // Node checks for timeouts at this interval, so connections end a little later.
  expect(requestTimeouts.connectionsCheckingInterval).toBeLessThanOrEqual(5000)
})

test('F12: connections that wait for nothing make room: people are served while slow bodies and empty lines hold all there is', async () => {
  for (let index = 0; index < 30; index += 1)
    await open(index % 2 === 0 ? slowBody : 'GET / HTTP/1.1\r\nHost: a')
  const { heard } = await open('GET /healthz HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n')
  await eventually(() => expect(heard()).toContain('200 OK'))
  await eventually(() => expect(lines.filter(({ destroyed }) => !destroyed).length).toBeLessThanOrEqual(21))
})

test('F21: a connection that asks for another protocol is answered and closed, also after an answer', async () => {
  const upgrade = (path: string) =>
    `GET ${path} HTTP/1.1\r\nHost: a\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n`
  const first = await open(upgrade('/x'))
  const later = await open('GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n')
  await eventually(() => expect(later.heard()).toContain('200 OK'))
  later.line.write(upgrade('/healthz'))
  for (const { line, heard } of [first, later]) {
    await eventually(() => expect(line.destroyed).toBe(true))
    expect(heard()).toContain('400 Bad Request')
  }
})

test.each(['/api/gatherings', '/socket.io/?EIO=4&transport=polling'])(
  'F21: a connection that asks for %s again and again without waiting for answers is closed',
  async (path) => {
    const { line } = await open(`GET ${path} HTTP/1.1\r\nHost: a\r\n\r\n`.repeat(40))
    await eventually(() => expect(line.destroyed).toBe(true))
  },
)

test('F11: a body that is cut off is no trouble of the server: nothing of it is logged', async () => {
  const chunked = 'POST /api/commands HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcde\r\n'
  for (const text of [slowBody, chunked, chunked.replace('/api/commands', '/api/claim')]) {
    const { line } = await open(text)
    const closed = once(line, 'close')
    // Once it answers the next request, the server has read this one.
    expect((await fetch(`${app.url()}/healthz`)).status).toBe(200)
    line.destroy()
    await closed
    expect((await fetch(`${app.url()}/healthz`)).status).toBe(200)
  }
  expect(app.trouble).toEqual([])
})

test('F12: a connection that was just opened is not ended before those with part of a request', async () => {
  let asked = 0
  const server = createServer(() => {
    asked += 1
  })
  boundPlainConnections(server, { ofPeer: () => null }, 3)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const slow = [await open(slowBody, port), await open(slowBody, port)]
  await eventually(() => expect(asked).toBe(2))
  const person = await open('', port)
  await open(slowBody, port)
  await eventually(() => expect(slow.filter(({ line }) => line.destroyed).length).toBe(1))
  expect(person.line.destroyed).toBe(false)
  server.closeAllConnections()
  server.close()
})

test('F12: where all connections wait for an answer, those that wait for 10 s make room', async () => {
  let asked = 0
  const server = createServer(() => {
    asked += 1
  })
  boundPlainConnections(server, { ofPeer: () => null }, 3)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const ask = async () => (await open('GET / HTTP/1.1\r\nHost: a\r\n\r\n', port)).line
  const waiting = [await ask(), await ask(), await ask()]
  await eventually(() => expect(asked).toBe(3))
  const tooMany = await ask()
  await eventually(() => expect(tooMany.destroyed).toBe(true))
  expect(waiting.every(({ destroyed }) => !destroyed)).toBe(true)
  const later = performance.now() + 10_500
  const clock = vi.spyOn(performance, 'now').mockImplementation(() => later)
  const next = await ask()
  await eventually(() => expect(waiting.filter(({ destroyed }) => destroyed).length).toBe(1))
  clock.mockRestore()
  expect(next.destroyed).toBe(false)
  server.closeAllConnections()
  server.close()
})

test('F12: sockets do not count among plain connections', async () => {
  const people = await Promise.all(Array.from({ length: 40 }, () => app.connect()))
  await eventually(() => expect(people.every(({ socket }) => socket.connected)).toBe(true))
  expect((await fetch(`${app.url()}/healthz`)).status).toBe(200)
})

test.each([
  ['a host with a space', 'GET /healthz HTTP/1.1\r\nHost: a b\r\n\r\n'],
  ['a host with markup', 'GET /g/one/gathering.ics HTTP/1.1\r\nHost: "><script>\r\n\r\n'],
  ['a host of nothing but a port', 'GET /g/one/gathering.ics HTTP/1.1\r\nHost: :80\r\n\r\n'],
  ['a port that is none', 'GET /g/one/gathering.ics HTTP/1.1\r\nHost: a:99999\r\n\r\n'],
  ['a whole address', 'GET http://elsewhere.example/ HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['no path', 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n'],
  ['two slashes', 'GET //[ HTTP/1.1\r\nHost: a\r\n\r\n'],
])(
  'C2: a request for %s is answered 400 or 404, never with trouble of the server',
  async (_what, request) => {
    const { heard } = await open(request)
    await eventually(() => expect(heard()).toMatch(/^HTTP\/1\.1 40[04] /))
  },
)
