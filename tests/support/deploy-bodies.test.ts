// Request bodies through the shipped proxies: streamed to the server as they arrive, never stored in a file.
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { expect, onTestFinished, test, vi } from 'vitest'
import { startBalancer } from './balancer.ts'
import { freePort } from './free-port.ts'

test.each(['haproxy', 'nginx'] as const)(
  'F11: of a body that comes slowly %s passes on what has come, so that the process can end it',
  async (kind) => {
    const ports = [await freePort(), await freePort()] as const
    let bytes = 0
    const servers = ports.map((port) =>
      createServer((asked, answer) => {
        asked.on('data', (chunk: Buffer) => {
          bytes += chunk.length
        })
        if (asked.method === 'GET') answer.end('here')
      }).listen(port, '127.0.0.1'),
    )
    onTestFinished(() => {
      for (const server of servers) {
        server.close()
        server.closeAllConnections()
      }
    })
    await Promise.all(servers.map((server) => once(server, 'listening')))
    const balancer = await startBalancer(kind, ports)
    onTestFinished(balancer.remove)
    const { port, hostname } = new URL(balancer.url)
    const line = connect(Number(port), hostname)
    onTestFinished(() => void line.destroy())
    line.write(
      `POST /api/commands HTTP/1.1\r\nHost: ${hostname}\r\nContent-Length: 200000\r\n\r\n${'x'.repeat(50_000)}`,
    )
    await vi.waitFor(() => expect(bytes).toBeGreaterThan(40_000), 3000)
  },
)
