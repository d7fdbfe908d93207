// A PostgreSQL for the tests: found or installed, started in its own folder on a free port, and removed after the tests.

import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { Client } from 'pg'
import { openPostgresStore } from '#server/store/open-store.ts'
import { freePort } from './free-port.ts'
import { installWithApt } from './install-with-apt.ts'
import { keepService, makePrivateFolder, type PrivateService } from './private-service.ts'

export type TestPostgres = {
  /** An existing, empty database; tests that make their own pass it to `makeDatabase`. */
  readonly url: string
  readonly stop: PrivateService['stop']
  readonly start: PrivateService['start']
  /** Suspends the server with all its connections open, as when a machine or disk hangs; call the returned function to resume it. */
  readonly freeze: () => () => void
  /** Stops it and removes everything. */
  readonly remove: PrivateService['remove']
}

const oldestVersion = 15
/** A template that is migrated once and then copied, which is faster than migrating each database. */
const template = 'multaqa_template'

/** Folders where packages of Debian, Red Hat and Homebrew put the server's programs, which are not in PATH there. */
function* likelyFolders(): Generator<string> {
  yield* (process.env.PATH ?? '').split(delimiter).filter((folder) => folder !== '')
  for (const parent of ['/usr/lib/postgresql', '/usr/pgsql', '/opt/homebrew/opt', '/usr/local/opt']) {
    const versions = existsSync(parent) ? readdirSync(parent) : []
    const newestFirst = versions.sort((one, other) => other.localeCompare(one, 'en', { numeric: true }))
    for (const version of newestFirst) {
      if (/^(\d|postgresql)/.test(version)) yield join(parent, version, 'bin')
    }
  }
}

function isNewEnough(folder: string): boolean {
  if (!['postgres', 'initdb'].every((program) => existsSync(join(folder, program)))) return false
  try {
    const said = execFileSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8' })
    return Number(/(\d+)(\.|devel|beta|rc|\s|$)/.exec(said)?.[1]) >= oldestVersion
  } catch {
    return false
  }
}

function findPostgres(): string | null {
  for (const folder of likelyFolders()) if (isNewEnough(folder)) return folder
  return null
}

/** The folder of its programs. Throws one line that says what to install. */
export function ensurePostgres(): string {
  const found = findPostgres()
  if (found !== null) return found
  installWithApt('postgresql')
  const installed = findPostgres()
  if (installed !== null) return installed
  throw new Error(
    `The tests of the second store need PostgreSQL ${oldestVersion} or later: install it (initdb and postgres).`,
  )
}

/** `fsync` stays on, as in production; only settings that tests never need are reduced. */
export async function startPostgres(): Promise<TestPostgres> {
  const programs = ensurePostgres()
  const folder = makePrivateFolder('postgres', ['postgres'])
  const data = join(folder.path, 'data')
  const passwordFile = join(folder.path, 'password')
  const password = randomBytes(18).toString('base64url')
  writeFileSync(passwordFile, password, { mode: 0o644 })
  const initialise = ['-D', data, '-U', 'multaqa', '-E', 'UTF8', '--locale=C', '-A', 'scram-sha-256', '-N']
  execFileSync(join(programs, 'initdb'), [...initialise, '--pwfile', passwordFile], {
    cwd: folder.path,
    stdio: ['ignore', 'ignore', 'pipe'],
    ...folder.owner,
  })
  const port = await freePort()
  const url = `postgres://multaqa:${password}@127.0.0.1:${port}/postgres`
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    shared_buffers: '32MB',
    max_connections: 200,
    min_wal_size: '32MB',
  }
  const given = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const service = keepService({
    folder,
    command: [join(programs, 'postgres'), '-D', data, ...given],
    endSignal: 'SIGINT',
    answers: () => withClient(url, async () => {}),
  })
  await service.start()
  await withClient(url, async (client) => void (await client.query(`create database ${template}`)))
  const store = await openPostgresStore(inDatabase(url, template))
  // An epoch belongs to one database; each copy creates its own.
  await store.db.deleteFrom('meta').execute()
  await store.close()
  return { url, ...service, freeze: () => freezeAll(data) }
}

/** Suspends the main process first, so that it starts no further processes. */
function freezeAll(data: string): () => void {
  const first = Number(readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n')[0])
  process.kill(first, 'SIGSTOP')
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', `${first}`], { encoding: 'utf8' })
  const all = [first, ...children.trim().split(/\s+/).map(Number)]
  for (const pid of all) process.kill(pid, 'SIGSTOP')
  return () => {
    for (const pid of all.toReversed()) process.kill(pid, 'SIGCONT')
  }
}

function inDatabase(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

export type TestDatabase = {
  readonly url: string
  /** Drops it, even while clients are connected. */
  readonly drop: () => Promise<void>
}

/** A new database on a server that `startPostgres` started, here or in another process. */
export async function makeDatabase(
  serverUrl: string,
  { isEmpty = false }: { readonly isEmpty?: boolean } = {},
): Promise<TestDatabase> {
  const name = `test_${randomBytes(8).toString('hex')}`
  await withClient(serverUrl, async (client) => {
    // Concurrent copies of the template fail, so take a lock.
    await client.query('select pg_advisory_lock(1)')
    await client.query(`create database ${name} template ${isEmpty ? 'template0' : template}`)
  })
  return {
    url: inDatabase(serverUrl, name),
    drop: () =>
      withClient(
        serverUrl,
        async (client) => void (await client.query(`drop database ${name} with (force)`)),
      ),
  }
}

/** A connection separate from the store's, for operations on the database itself. */
export async function withClient<Value>(
  url: string,
  work: (client: Client) => Promise<Value>,
): Promise<Value> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return await work(client)
  } finally {
    await client.end()
  }
}
