// The shipped proxies forward only the peer's address: the server distinguishes visitors by it, so clients must not be able to choose it.
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Balancer, startBalancer } from '../support/balancer.ts'

let echo: Server
let port = 0

beforeAll(async () => {
  // Echoes the headers of the request.
  echo = createServer(({ headers }, response) => response.end(JSON.stringify(headers)))
  await new Promise<void>((resolve) => echo.listen(0, '127.0.0.1', resolve))
  port = (echo.address() as AddressInfo).port
})
afterAll(() => {
  echo.closeAllConnections()
  echo.close()
})

function ask(balancer: Balancer): Promise<Record<string, string | undefined>> {
  return new Promise((resolve, reject) => {
    const headers = { 'X-Forwarded-For': '203.0.113.7, 10.0.0.1', Forwarded: 'for=203.0.113.7' }
    request(`${balancer.url}/`, { localAddress: '127.0.0.5', headers }, (response) => {
      let text = ''
      response.on('data', (bytes) => {
        text += bytes
      })
      response.once('end', () => resolve(JSON.parse(text) as Record<string, string | undefined>))
    })
      .once('error', reject)
      .end()
  })
}

for (const kind of ['haproxy', 'nginx'] as const) {
  test(`D1: ${kind} forwards the address of its peer and drops what the visitor sent`, async () => {
    const balancer = await startBalancer(kind, [port, port])
    try {
      const headers = await ask(balancer)
      expect(headers['x-forwarded-for']).toBe('127.0.0.5')
      expect(headers['forwarded']).toBeUndefined()
    } finally {
      await balancer.remove()
    }
  })
}
