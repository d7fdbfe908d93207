// An onion service: tor identifies the circuit of each connection, and nothing else distinguishes its clients.

import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { connect } from 'node:net'
import { beforeAll, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { readProxyLine } from '#server/sources/onion-listener.ts'
import { costOf } from '#server/sources/request-costs.ts'
import { sourceLimits } from '#server/sources/source-budgets.ts'
import { startFileApp } from '../support/file-app.ts'
import { startTestApp } from '../support/test-app.ts'
import { cityIds, makeGathering } from '../support/test-gathering.ts'

const app = startFileApp()
let port = 0

beforeAll(async () => {
  await new Promise<void>((resolve) => app.app().onion.listen(0, '127.0.0.1', resolve))
  port = (app.app().onion.address() as AddressInfo).port
})

const onionUrl = `http://${'a'.repeat(56)}.onion`

test('D12: beside a public address the pages of the onion service are our own too, and their links stay there', async () => {
  const both = await startTestApp({ publicUrl: 'https://multaqa.example', onionUrl })
  const gathering = await makeGathering(both)
  await new Promise<void>((resolve) => both.app().onion.listen(0, '127.0.0.1', resolve))
  const there = (both.app().onion.address() as AddressInfo).port
  const open = (origin: string) =>
    new Promise<string>((resolve) => {
      const line = connect(there, '127.0.0.1')
      line.once('data', (bytes) => {
        line.destroy()
        resolve(bytes.toString('latin1').split('\r\n', 1)[0] ?? '')
      })
      line.write(
        `${proxyLine('1:9')}GET /socket.io/?EIO=4&transport=polling HTTP/1.1\r\nHost: ${new URL(onionUrl).host}\r\nOrigin: ${origin}\r\n\r\n`,
      )
    })
  expect(await open(onionUrl)).toContain('200')
  expect(await open('https://multaqa.example')).toContain('200')
  expect(await open(`http://${'b'.repeat(56)}.onion`)).toContain('403')
  const feed = (host: string) =>
    new Promise<string>((resolve, reject) => {
      const path = `/g/${gathering.slug}.ics`
      get({ port: new URL(both.url()).port, host: '127.0.0.1', path, headers: { host } }, (answer) => {
        let text = ''
        answer.on('data', (bytes) => (text += bytes)).on('end', () => resolve(text.replace(/\r\n /g, '')))
      }).on('error', reject)
    })
  await gathering.addCity(cityIds.berlin)
  expect(await feed(new URL(onionUrl).host)).toContain(onionUrl)
  const clear = await feed('multaqa.example')
  expect(clear).toContain('https://multaqa.example/')
  expect(clear).not.toContain('.onion')
  // Any other Host header is ignored.
  expect(await feed('elsewhere.example')).toBe(clear)
  await both.close()
})

const proxyLine = (circuit: string) => `PROXY TCP6 fc00:dead:beef:4dad::${circuit} ::1 4711 80\r\n`

/** The first line of the answer; '' when the connection ends without one. */
function ask(text: string | readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const line = connect(port, '127.0.0.1')
    line.once('data', (bytes) => {
      line.destroy()
      resolve(bytes.toString('latin1').split('\r\n', 1)[0] ?? '')
    })
    line.once('error', () => resolve(''))
    line.once('close', () => resolve(''))
    const parts = typeof text === 'string' ? [text] : text
    line.setNoDelay(true)
    void parts.reduce(
      (before, part) =>
        before.then(() => new Promise<void>((sent) => line.write(part, () => setImmediate(sent)))),
      Promise.resolve(),
    )
  })
}

const request = 'GET /healthz HTTP/1.1\r\nHost: a\r\n\r\n'

test('D11: a connection with a PROXY line is served, in one piece or in several', async () => {
  expect(await ask(proxyLine('1:1') + request)).toContain('200')
  expect(await ask([proxyLine('1:1').slice(0, 20), proxyLine('1:1').slice(20), request])).toContain('200')
})

test('D11: a connection without a PROXY line, or with a wrong one, is closed unanswered', async () => {
  expect(await ask(request)).toBe('')
  expect(await ask(`PROXY UNKNOWN\r\n${request}`)).toBe('')
  expect(await ask(`PROXY TCP6 ${'f'.repeat(200)}`)).toBe('')
  for (const line of [
    '',
    'PROXY',
    'PROXY TCP6 x y 1 2',
    'PROXY TCP4 1.2.3.4 1.2.3.4 1',
    'proxy TCP4 a b 1 2',
  ]) {
    expect(readProxyLine(line)).toBeNull()
  }
})

test('D11: a WebSocket opens over it', async () => {
  const line = connect(port, '127.0.0.1')
  line.write(proxyLine('2:2'))
  const socket = new WebSocket('ws://127.0.0.1/socket.io/?EIO=4&transport=websocket', {
    createConnection: () => line,
  })
  const first = await new Promise<string>((resolve, reject) => {
    socket.once('message', (data) => resolve(String(data)))
    socket.once('error', reject)
  })
  expect(first).toMatch(/^0\{/)
  socket.close()
})

test('D11: each circuit is a source of its own', async () => {
  const costly = 'GET /g/none/none/poster.png HTTP/1.1\r\nHost: a\r\n\r\n'
  const { burst, perSecond, longestWaitMs } = sourceLimits.reading
  const most = Math.ceil((burst + (perSecond * longestWaitMs) / 1000) / costOf('/poster.png')) + 10
  const first = await Promise.race(
    Array.from({ length: most }, () =>
      ask(proxyLine('3:3') + costly).then((line) =>
        line.includes('429') ? line : new Promise<string>(() => undefined),
      ),
    ),
  )
  expect(first).toContain('429')
  expect(await ask(proxyLine('4:4') + costly)).toContain('404')
})
