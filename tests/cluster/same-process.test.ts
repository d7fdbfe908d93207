// The shipped proxies route an “I will watch from home” answer and its withdrawal to the same process, whose memory holds the receipt.
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { startBalancer } from '../support/balancer.ts'

const processes: Server[] = []
const ports: number[] = []

beforeAll(async () => {
  for (const name of ['one', 'two']) {
    const server = createServer((_request, response) => response.end(name))
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    processes.push(server)
    ports.push((server.address() as AddressInfo).port)
  }
})
afterAll(() => {
  for (const server of processes) {
    server.closeAllConnections()
    server.close()
  }
})

function post(url: string, path: string, localAddress: string): Promise<string> {
  return new Promise((resolve, reject) => {
    request(url + path, { method: 'POST', localAddress }, (response) => {
      let text = ''
      response.on('data', (bytes) => {
        text += bytes
      })
      response.once('end', () => resolve(text))
    })
      .once('error', reject)
      .end()
  })
}

const paths = [
  '/api/gatherings/one/watching',
  '/api/gatherings/one/watching/take-back',
  '/g/one/watch?lang=ar',
]

for (const kind of ['haproxy', 'nginx'] as const) {
  test(`W5: ${kind} leads all of one source to one process, and sources to both`, async () => {
    const balancer = await startBalancer(kind, [ports[0] ?? 0, ports[1] ?? 0])
    try {
      const sources = Array.from({ length: 12 }, (_, at) => `127.0.${at}.${7 + at * 3}`)
      const met = new Set<string>()
      for (const source of sources) {
        const answers = new Set<string>()
        for (let round = 0; round < 2; round += 1)
          for (const path of paths) answers.add(await post(balancer.url, path, source))
        expect([source, answers.size]).toEqual([source, 1])
        for (const answer of answers) met.add(answer)
      }
      expect(met).toEqual(new Set(['one', 'two']))
    } finally {
      await balancer.remove()
    }
  })
}
