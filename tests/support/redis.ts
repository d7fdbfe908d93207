// A Redis for the tests: found or installed, started in its own folder on a free port, and removed after the tests.
import { execFileSync } from 'node:child_process'
import { once } from 'node:events'
import { connect } from 'node:net'
import { findProgram } from './browser.ts'
import { freePort } from './free-port.ts'
import { installWithApt } from './install-with-apt.ts'
import { keepService, makePrivateFolder, type PrivateService } from './private-service.ts'

export type TestRedis = {
  readonly url: string
  readonly stop: PrivateService['stop']
  readonly start: PrivateService['start']
  /** Deletes all its data, as a restart without persistence does. */
  readonly flush: () => Promise<void>
  /** Stops it and removes everything. */
  readonly remove: PrivateService['remove']
}

const oldestVersion = 7

function findRedis(): string | null {
  const found = findProgram('redis-server', 'valkey-server')
  if (found === null) return null
  const said = execFileSync(found, ['--version'], { encoding: 'utf8' })
  return Number(/v=(\d+)/.exec(said)?.[1]) >= oldestVersion ? found : null
}

/** The path of redis-server. Throws one line that says what to install. */
export function ensureRedis(): string {
  const found = findRedis()
  if (found !== null) return found
  installWithApt('redis-server')
  const installed = findRedis()
  if (installed !== null) return installed
  throw new Error(
    `The tests of several processes need Redis ${oldestVersion} or later: install redis-server so that it is found in PATH.`,
  )
}

export async function startRedis(): Promise<TestRedis> {
  const program = ensureRedis()
  const folder = makePrivateFolder('redis', ['redis'])
  const port = await freePort()
  const settings = ['--bind', '127.0.0.1', '--port', `${port}`, '--dir', folder.path]
  const nothingOnDisk = ['--save', '', '--appendonly', 'no']
  const service = keepService({
    folder,
    command: [program, ...settings, ...nothingOnDisk],
    endSignal: 'SIGTERM',
    answers: () => ask(port, 'PING', '+PONG'),
  })
  await service.start()
  return { url: `redis://127.0.0.1:${port}`, ...service, flush: () => ask(port, 'FLUSHALL', '+OK') }
}

/** Sends one inline command: enough of the protocol for a test, without a client library. */
async function ask(port: number, command: string, expected: string): Promise<void> {
  const socket = connect({ port, host: '127.0.0.1', timeout: 5_000 })
  socket.once('timeout', () => socket.destroy(new Error('no answer')))
  try {
    socket.write(`${command}\r\n`)
    const [answer] = await once(socket, 'data')
    if (`${answer}`.trim() !== expected) throw new Error(`${command} was answered ${answer}`)
  } finally {
    socket.destroy()
  }
}
