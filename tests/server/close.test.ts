// Closing an application: nothing uses the store afterwards, even if clients disconnected before their answers.
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { createRunningWork } from '#server/running-work.ts'
import { costOf } from '#server/sources/request-costs.ts'
import { sourceLimits } from '#server/sources/source-budgets.ts'
import { startTestApp } from '../support/test-app.ts'
import { makeGathering } from '../support/test-gathering.ts'

/** Clients that send a request and disconnect at once. */
async function askAndLeave(port: number, slug: string, cookie: string): Promise<void> {
  const lines = await Promise.all(
    Array.from(
      { length: 4 },
      () =>
        new Promise<Socket>((resolve, reject) => {
          const line = connect(port, '127.0.0.1')
          line.once('error', reject)
          line.write(`GET /g/${slug}/export.json HTTP/1.1\r\nHost: a\r\nCookie: ${cookie}\r\n\r\n`, () =>
            resolve(line),
          )
        }),
    ),
  )
  await pause(50)
  for (const line of lines) line.destroy()
}

// SQLite answers within one turn of the event loop, so no request can be interrupted.
test.runIf(process.env.TEST_DATABASE_URL !== undefined)(
  'an application that closes waits for the answers of clients that have gone: nothing uses its store afterwards',
  async () => {
    const app = await startTestApp()
    const { slug, cookie } = await makeGathering(app, { title: 'Hour' })
    let release = (): void => undefined
    const isLocked = new Promise<void>((locked) => {
      void app
        .store()
        .db.transaction()
        .execute(async (transaction) => {
          await sql`lock table sessions in access exclusive mode`.execute(transaction)
          locked()
          await new Promise<void>((resolve) => {
            release = resolve
          })
        })
    })
    await isLocked
    await askAndLeave(Number(new URL(app.url()).port), slug, cookie)
    setTimeout(release, 300)
    await app.close()
    await pause(100)
    expect(app.trouble).toEqual([])
  },
)

test('a request of the onion service that waits for its turn is not answered after the application has closed', async () => {
  const app = await startTestApp()
  await new Promise<void>((resolve) => app.app().onion.listen(0, '127.0.0.1', resolve))
  const { port } = app.app().onion.address() as AddressInfo
  const { burst, perSecond, longestWaitMs } = sourceLimits.reading
  const most = Math.ceil((burst + (perSecond * longestWaitMs) / 1000) / costOf('/poster.png')) + 10
  const lines = Array.from({ length: most }, () => {
    const line = connect(port, '127.0.0.1')
    line.on('error', () => undefined)
    line.write('PROXY TCP6 fc00:dead:beef:4dad::1:1 ::1 4711 80\r\n')
    line.write('GET /g/none/none/poster.png HTTP/1.1\r\nHost: a\r\n\r\n')
    return line
  })
  // One request is refused: by then all earlier ones are answered or queued.
  await Promise.race(
    lines.map(
      (line) =>
        new Promise<void>((resolve) => {
          line.on('data', (bytes) => String(bytes).includes(' 429 ') && resolve())
        }),
    ),
  )
  await app.close()
  await pause(longestWaitMs)
  expect(app.trouble).toEqual([])
  for (const line of lines) line.destroy()
})

test('work that begins more work is waited for, and work that does not end is not', async () => {
  const { track, idle } = createRunningWork()
  const ended: string[] = []
  const later = pause(20).then(() => {
    void track(pause(20).then(() => ended.push('second')))
    ended.push('first')
  })
  void track(later)
  await idle(1000)
  expect(ended).toEqual(['first', 'second'])
  void track(new Promise(() => undefined))
  await idle(10)
})

/** A worker thread sends `count` requests while this thread is blocked. `statuses`: the HTTP status or error code of each. */
async function askWhileBlocked(port: number, count: number) {
  const haveAsked = new Int32Array(new SharedArrayBuffer(4))
  const asker = new Worker(
    `const { connect } = require('node:net')
     const { parentPort, workerData: { port, count, haveAsked } } = require('node:worker_threads')
     let left = count
     const ask = () => new Promise((resolve) => {
       const line = connect(port, '127.0.0.1')
       line.once('error', (error) => resolve(error.code))
       line.once('end', () => resolve('nothing'))
       line.once('data', (bytes) => resolve(String(bytes).slice(9, 12)))
       line.write('GET /healthz HTTP/1.1\\r\\nHost: a\\r\\nConnection: close\\r\\n\\r\\n', () => {
         left -= 1
         if (left > 0) return
         Atomics.store(haveAsked, 0, 1)
         Atomics.notify(haveAsked, 0)
       })
     })
     Promise.all(Array.from({ length: count }, ask)).then((statuses) => parentPort.postMessage(statuses))`,
    { eval: true, workerData: { port, count, haveAsked } },
  )
  const statuses = once(asker, 'message').then(([heard]) => heard as readonly string[])
  expect(Atomics.wait(haveAsked, 0, 0, 10_000)).toBe('ok')
  return { statuses }
}

test('requests that came while the process was busy are answered though it is asked to end before it saw them', async () => {
  const app = await startTestApp()
  const { statuses } = await askWhileBlocked(Number(new URL(app.url()).port), 10)
  const [heard] = await Promise.all([statuses, app.close()])
  expect(heard).toEqual(Array.from({ length: 10 }, () => '200'))
})
