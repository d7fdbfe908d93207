// The rolling restart of docs/operations.md behind both proxies, with the shipped files: no request fails, and no client address is logged.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Balancer, type BalancerKind, startBalancer } from '../support/balancer.ts'
import { eventually, pause } from '../support/person.ts'
import { prepareServerProcess, type ServerProcess } from '../support/server-process.ts'
import { makeTestStore, type TestStore } from '../support/test-store.ts'

const kinds: readonly BalancerKind[] = ['nginx', 'haproxy']

let shared: TestStore
let servers: readonly [ServerProcess, ServerProcess]
let balancers: readonly Balancer[]

beforeAll(async () => {
  shared = await makeTestStore()
  servers = [await prepareServerProcess(shared.environment), await prepareServerProcess(shared.environment)]
  await Promise.all(servers.map((server) => server.start()))
  balancers = await Promise.all(kinds.map((kind) => startBalancer(kind, [servers[0].port, servers[1].port])))
}, 120_000)
afterAll(async () => {
  await Promise.all(servers.map((server) => server.kill()))
  await Promise.all(balancers.map((balancer) => balancer.remove()))
  await shared.remove()
})

/** Requests one file repeatedly until `end`, which returns how often each status came. */
function askOnAndOn(url: string) {
  const statuses = new Map<number | string, number>()
  let isOver = false
  async function ask(): Promise<void> {
    while (!isOver) {
      // A new connection each time, like another visitor.
      const status = await fetch(`${url}/calendar.ics`, { headers: { connection: 'close' } }).then(
        async (response) => {
          await response.arrayBuffer()
          return response.status
        },
        (error: Error) => error.message,
      )
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
      await pause(20)
    }
  }
  const asking = Promise.all([ask(), ask(), ask(), ask()])
  return {
    end: async () => {
      isOver = true
      await asking
      return Object.fromEntries(statuses)
    },
  }
}

test('F3: while both processes are restarted one after the other, each request is answered', async () => {
  const asked = balancers.map(({ url }, index) => ({ kind: kinds[index], ...askOnAndOn(url) }))
  await pause(300)
  for (const server of servers) {
    await server.kill('SIGTERM')
    // It is down for longer than a start takes, like a machine that is being updated.
    await pause(400)
    await server.start()
    await eventually(async () => expect((await fetch(`${server.url}/healthz`)).status).toBe(200))
  }
  await pause(300)
  for (const { kind, end } of asked) {
    const statuses = await end()
    expect(Object.keys(statuses), kind).toEqual(['200'])
    expect(statuses[200], kind).toBeGreaterThan(100)
  }
  // The proxies met stopped processes and missing files.
  for (const { url } of balancers) expect((await fetch(`${url}/assets/none.js`)).status).toBe(404)
  for (const { logged } of balancers) expect(logged()).not.toMatch(/127\.0\.0\.1|client/)
}, 60_000)
