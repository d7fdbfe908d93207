// A rolling restart: the moment when a shipped proxy considers every process down, because one has just returned and the next one stops.
import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { expect, onTestFinished, test } from 'vitest'
import { type BalancerKind, startBalancer } from './balancer.ts'
import { freePort } from './free-port.ts'
import { pause } from './person.ts'

/** HAProxy checks every 500 ms and marks a process as down after three failures. */
const takenForDeadMs = 2000

/** A stub for a server process. */
async function standIn(port: number) {
  let server: Server | null = null
  const stop = async () => {
    const stopping = server
    server = null
    stopping?.close()
    stopping?.closeAllConnections()
    if (stopping !== null) await once(stopping, 'close')
  }
  const start = async () => {
    // As the server does: the answer to a command follows its whole body.
    server = createServer((asked, answer) => {
      asked.resume()
      asked.once('end', () => void answer.end('here'))
    })
    server.listen(port, '127.0.0.1')
    await once(server, 'listening')
  }
  onTestFinished(stop)
  await start()
  return { start, stop }
}

async function prepare(kind: BalancerKind) {
  const ports = [await freePort(), await freePort()] as const
  const [one, two] = [await standIn(ports[0]), await standIn(ports[1])]
  const balancer = await startBalancer(kind, ports)
  onTestFinished(balancer.remove)
  const ask = async (body?: string) => {
    const method = body === undefined ? 'GET' : 'POST'
    const headers = { connection: 'close' }
    return (await fetch(`${balancer.url}/`, { method, headers, ...(body === undefined ? {} : { body }) }))
      .status
  }
  /** Includes commands: none was sent to a process that was down. */
  const askMany = async () =>
    new Set(
      await Promise.all([
        ...Array.from({ length: 10 }, () => ask()),
        ...Array.from({ length: 10 }, () => ask('x'.repeat(100_000))),
      ]),
    )
  return { one, two, askMany }
}

test.each(['haproxy', 'nginx'] as const)(
  'F3: %s asks a process that has just come back when the other one goes',
  async (kind) => {
    const { one, two, askMany } = await prepare(kind)
    await one.stop()
    // nginx learns of the stopped process from a failed connection.
    expect(await askMany()).toEqual(new Set([200]))
    await one.start()
    await two.stop()
    expect(await askMany()).toEqual(new Set([200]))
  },
)

test('F3: HAProxy asks a process that is back also while it takes both for dead, as where it is slow to ask', async () => {
  const { one, two, askMany } = await prepare('haproxy')
  await Promise.all([one.stop(), two.stop()])
  await pause(takenForDeadMs)
  await one.start()
  expect(await askMany()).toEqual(new Set([200]))
})
