// @vitest-environment node
// How the client interprets HTTP answers, including those of a proxy.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, onTestFinished, test } from 'vitest'
import { transmitLong } from '#client/sync/transmit-long.ts'
import type { Command } from '#shared/protocol/commands.ts'

const command = {
  commandId: 'a-command',
  gatheringId: 'gathering',
  name: 'cancelReply',
  payload: {},
} as Command
const page = '<html><body>Bad gateway</body></html>'
const accepted = { ok: true, version: 1, outcome: {} }
const trouble = { ok: false, reason: 'server-trouble' }

test.each([
  [200, JSON.stringify(accepted), accepted],
  [400, JSON.stringify({ ok: false, reason: 'malformed' }), { ok: false, reason: 'malformed' }],
  [429, JSON.stringify({ ok: false, reason: 'too-fast' }), { ok: false, reason: 'too-fast' }],
  [500, JSON.stringify(trouble), trouble],
  [413, page, { ok: false, reason: 'too-long' }],
  [413, JSON.stringify({ ok: false, reason: 'malformed' }), { ok: false, reason: 'too-long' }],
  [502, page, trouble],
  [403, page, trouble],
  // A captive portal.
  [200, page, trouble],
  [200, '', trouble],
  [200, '{"ok":true}', trouble],
  [200, 'null', trouble],
])('C14: the status %i with %s is read as an answer', async (status, body, expected) => {
  const server = createServer((request, response) => {
    request.resume()
    response.writeHead(status).end(body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  expect(await transmitLong(`http://127.0.0.1:${port}`, command)).toEqual(expected)
})

test('a line that breaks is no answer', async () => {
  const server = createServer((request) => request.socket.destroy())
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  const { port } = server.address() as AddressInfo
  expect(await transmitLong(`http://127.0.0.1:${port}`, command)).toBeNull()
})
