// An error in a handler, a timer or a promise: one line in the log, and everybody else is still served.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { eventually, snapshotOf } from '../support/person.ts'
import { prepareServerProcess } from '../support/server-process.ts'
import { startTestApp } from '../support/test-app.ts'
import { makeGathering } from '../support/test-gathering.ts'

vi.mock('#server/sync/publish-crew.ts', () => ({
  createCrewTeller: () => ({
    report: () => {
      throw new Error('a bug in a handler')
    },
    forget: () => undefined,
    stop: () => undefined,
  }),
}))

test('C2: a bug in the handler of one event is told to the operator, and the socket that met it is served on', async () => {
  const app = await startTestApp()
  const gathering = await makeGathering(app)
  const person = await app.connect()
  person.socket.emit('watching', {
    gatheringId: gathering.gatheringId,
    meetingId: 'some-meeting',
    state: 'well',
    delayMs: 1,
    kbps: 1,
  })
  snapshotOf(await person.join({ gathering: gathering.slug, as: 'public' }))
  expect(app.trouble).toEqual([new Error('a bug in a handler')])
  await app.close()
}, 30_000)

test('C2: what is thrown in a timer, or rejected and caught by nobody, ends no process', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'multaqa-thrown-'))
  // Runs in the server before its own code: a signal triggers the errors.
  const bug = `process.on('SIGUSR2',()=>{Promise.reject(new Error('rejected-by-test'));setTimeout(()=>{throw(new(Error)('thrown-by-test'))})})`
  const environment = { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(bug)}` }
  const server = await prepareServerProcess({ DATA_DIR: directory }, { environment })
  await server.start()
  process.kill(server.pid() ?? 0, 'SIGUSR2')
  await eventually(() => {
    expect(server.printed()).toContain('thrown-by-test')
    expect(server.printed()).toContain('rejected-by-test')
  }, 5000)
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
  await server.kill('SIGTERM')
  await rm(directory, { recursive: true, force: true })
}, 60_000)
