// A process with the maximum of open sockets refuses further ones with an answer, and accepts them as soon as there is room.
import { connect } from 'node:net'
import { io, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { socketsThatFit } from '#server/open-files.ts'
import { eventually, pause } from '../support/person.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'

let app: TestApp
const open: Socket[] = []

beforeEach(async () => {
  app = await startTestApp({ mostSockets: 2 })
})
afterEach(async () => {
  for (const socket of open.splice(0)) socket.close()
  await app.close()
  expect(app.trouble).toEqual([])
})

function come(transport: 'websocket' | 'polling'): Socket {
  const options = {
    transports: [transport],
    forceNew: true,
    reconnectionDelay: 50,
    reconnectionDelayMax: 100,
  }
  const socket = io(app.url(), options)
  open.push(socket)
  return socket
}

/** The raw response to a WebSocket handshake. */
function askForWebSocket(): Promise<string> {
  return new Promise((resolve, reject) => {
    const line = connect(Number(new URL(app.url()).port), '127.0.0.1')
    let heard = ''
    line.on('data', (bytes) => {
      heard += bytes
    })
    line.once('error', reject)
    // The server closes its side; this side stays open.
    line.once('end', () => resolve(heard))
    line.write(
      [
        'GET /socket.io/?EIO=4&transport=websocket HTTP/1.1',
        'Host: 127.0.0.1',
        'Connection: Upgrade',
        'Upgrade: websocket',
        'Sec-WebSocket-Version: 13',
        'Sec-WebSocket-Key: bXVsdGFxYS10ZXN0LTAwMQ==',
        '\r\n',
      ].join('\r\n'),
    )
  })
}

test('F4: whoever finds no room is told to come again, pages are still read, and room that is left is taken', async () => {
  const [watching, polling] = [come('websocket'), come('polling')]
  await eventually(() => expect([watching.connected, polling.connected]).toEqual([true, true]))

  const refused = await fetch(`${app.url()}/socket.io/?EIO=4&transport=polling`)
  expect(refused.status).toBe(503)
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect(await refused.json()).toMatchObject({ ok: false, reason: 'busy', retryAfterMs: expect.any(Number) })
  expect(await askForWebSocket()).toMatch(/^HTTP\/1\.1 503 (?:.*\r\n)*Retry-After: \d+\r\n/)
  expect((await fetch(`${app.url()}/healthz`)).status).toBe(200)

  const waiting = come('websocket')
  let refusals = 0
  waiting.io.on('reconnect_error', () => {
    refusals += 1
  })
  await eventually(() => expect(refusals).toBeGreaterThan(1))
  expect(waiting.connected).toBe(false)
  // Connected clients stay connected, including long polling, where every poll is a new request.
  await pause(200)
  expect(await polling.timeout(1000).emitWithAck('time')).toBe(app.clock.now())
  watching.close()
  await eventually(() => expect(waiting.connected).toBe(true))
})

test('as many fit as the process may have open, less some for all else', () => {
  const fit = socketsThatFit()
  expect(fit).toBeGreaterThan(100)
  if (process.platform === 'linux') expect(Number.isInteger(fit)).toBe(true)
})
