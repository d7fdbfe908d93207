// Starts an installation: reads the environment, opens the store, listens. The only file with side effects on import.

import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { createInterface } from 'node:readline/promises'
import { fileURLToPath } from 'node:url'
import { claimLinkLine, firstClaimLine, writesToJournal } from './claim-message.ts'
import { randomIds, systemClock } from './clock-and-ids.ts'
import { type Config, readConfig } from './config.ts'
import { createApp } from './create-app.ts'
import { makeDemoFolder } from './demo/demo-folder.ts'
import { addExample } from './example/add-example.ts'
import { loadPlaces, type PlaceList } from './gazetteer/gazetteer.ts'
import { openPlaceWorker } from './gazetteer/open-place-worker.ts'
import { openPageDrawer } from './http/page-drawer.ts'
import { noSecurityContactLine } from './http/security-txt.ts'
import { createSessions } from './http/sessions.ts'
import { openAssets } from './http/static-assets.ts'
import { listeningAddress } from './listening-address.ts'
import { migrateStore } from './move-database.ts'
import { socketsThatFit } from './open-files.ts'
import { backupFolder } from './operator/delete-backups.ts'
import { findOperatorCommand } from './operator/find-command.ts'
import { finishRestore } from './operator/finish-restore.ts'
import type { OperatorCommand } from './operator/operator-command.ts'
import { restore } from './operator/restore.ts'
import { publicAddressLines } from './public-address.ts'
import { readDatabaseClock } from './store/clock-rows.ts'
import { openPostgresStore, openStore, type Store } from './store/open-store.ts'
import { openBusPool } from './store/postgres-database.ts'
import { type ServingLock, takeServingLock } from './store/serving-lock.ts'
import { hasAnySession, markFirstStart } from './store/session-rows.ts'
import { markUsed } from './store/sqlite-folder.ts'
import { type Bus, openPostgresBus, openRedisBus } from './sync/bus.ts'
import { createLog } from './watching/log.ts'
import { zoneDataLines } from './zone-data.ts'

/** Less than `TimeoutStopSec` of the shipped systemd unit, because a killed process cannot log. */
const longestStopMs = 12_000

/** The folder of `package.json`; works from the sources and from the built server. */
function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory)
  return directory
}

/** The build's name, from the stamp that `start.mjs` wrote; `sources` if the server runs from source. */
function buildName(): string {
  const stamp = join(packageRoot(), 'dist', '.build-stamp')
  const isBuilt = fileURLToPath(import.meta.url).startsWith(join(packageRoot(), 'dist'))
  return isBuilt && existsSync(stamp) ? readFileSync(stamp, 'utf8').slice(0, 16) : 'sources'
}

function refuseStore({ databaseUrl, dataDirectory }: Config, why: string): never {
  const what = databaseUrl === undefined ? `DATA_DIR=${dataDirectory}` : 'DATABASE_URL'
  console.error(`${what} cannot be used: ${why}.`)
  process.exit(1)
}

/** Opens the configured store; prints one line and exits if it cannot. */
async function openConfigured(
  config: Config,
  options: { readonly mustExist?: boolean; readonly build?: string } = {},
): Promise<Store> {
  const { databaseUrl, dataDirectory } = config
  const opening =
    databaseUrl === undefined ? openStore(dataDirectory, options) : openPostgresStore(databaseUrl, options)
  return opening.catch((error: Error) => refuseStore(config, error.message))
}

/** Only one process may serve SQLite; several may serve PostgreSQL. */
function lockFolder(config: Config): ServingLock | null {
  if (config.databaseUrl !== undefined) return null
  try {
    const lock = takeServingLock(config.dataDirectory)
    if (lock !== null) return lock
  } catch (error) {
    refuseStore(config, error instanceof Error ? error.message : String(error))
  }
  refuseStore(config, 'another Multaqa serves it; stop that one first, or name another folder')
}

async function runOperatorCommand(command: OperatorCommand, config: Config, words: readonly string[]) {
  const store = await openConfigured(config, { mustExist: true })
  const lines = createInterface({ input: process.stdin, output: process.stderr })
  const isDone = await command(store, words, {
    say: console.log,
    // A closed input counts as an empty answer.
    ask: (question) => Promise.race([lines.question(question), once(lines, 'close').then(() => '')]),
  })
  lines.close()
  await store.close()
  process.exit(isDone ? 0 : 1)
}

/** Creates the initial content of a new installation, once. */
async function beginOnce(store: Store, config: Config, gazetteer: PlaceList): Promise<void> {
  const isFirst = await store.db.transaction().execute(async (transaction) => {
    const isFirst = await markFirstStart(transaction)
    if (isFirst && config.withExample) {
      await addExample(transaction, { gazetteer, ids: randomIds, now: systemClock.now() })
    }
    return isFirst
  })
  // An emptied PostgreSQL looks like a new one, so this line tells the operator that it was treated as new.
  if (isFirst && store.kind === 'postgres') {
    console.log('The PostgreSQL database was empty: a new installation was created in it.')
  }
}

/** Several processes can serve one PostgreSQL; SQLite has one. */
function openBus({ databaseUrl, redisUrl }: Config, onTrouble: (error: unknown) => void): Bus | null {
  if (databaseUrl === undefined) return null
  return redisUrl === undefined
    ? openPostgresBus(openBusPool(databaseUrl), onTrouble)
    : openRedisBus(redisUrl, onTrouble)
}

async function start(): Promise<void> {
  // Everything that this process creates is readable by this account only: the database, a backup, the demonstration's folder.
  process.umask(0o077)
  const [, , first, ...words] = process.argv
  if (first === '--migrate') {
    const { ok, line } = await migrateStore(words, console.log)
    if (ok) console.log(line)
    else console.error(line)
    process.exit(ok ? 0 : 1)
  }
  const read = readConfig(process.env)
  if (!read.ok) {
    console.error(read.line)
    process.exit(1)
  }
  const { config } = read
  if (first === '--restore') process.exit((await restore(config, words, { say: console.log })) ? 0 : 1)
  const command = findOperatorCommand(first, config)
  if (command !== undefined) return runOperatorCommand(command, config, words)
  // Before startup has finished, a signal exits the process normally, which also removes the demonstration's folder.
  let stop = async (): Promise<void> => process.exit(0)
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void stop())
  const isDemo = process.argv.includes('--demo')
  const log = createLog(config.logLevel)
  if (process.argv.includes('--claim')) {
    // Runs beside a running server, which need not stop: uses only the database and does not listen.
    const store = await openConfigured(config)
    const sessions = createSessions(store, { clock: systemClock, ids: randomIds }, false)
    const origin = config.publicUrl ?? listeningAddress(config.host, config.port)
    console.log(claimLinkLine(origin, await sessions.makeClaimToken()))
    await store.close()
    return
  }
  const demoFolder = isDemo ? makeDemoFolder() : null
  const build = buildName()
  const lock = demoFolder === null ? lockFolder(config) : null
  const store = await (demoFolder === null ? openConfigured(config, { build }) : openStore(demoFolder))
  // Finishes an interrupted restore before serving.
  await finishRestore(store, systemClock.now(), console.log)
  const onTrouble = log.trouble
  // A bug in one place must not end the process for everybody. Continuing is safe: stored data is written in transactions, memory is
  // derived from it, and the socket or request that threw gets a trouble answer or none.
  process.on('uncaughtException', onTrouble)
  process.on('unhandledRejection', onTrouble)
  const placeEngine = openPlaceWorker(onTrouble)
  const [gazetteer, drawer] = await Promise.all([
    loadPlaces(),
    openPageDrawer(join(packageRoot(), 'dist', 'pages', 'draw-page.js'), onTrouble),
  ])
  await beginOnce(store, config, gazetteer)
  if (lock !== null) markUsed(config.dataDirectory)
  const app = createApp({
    store,
    clock: systemClock,
    ids: randomIds,
    gazetteer,
    placeEngine,
    assets: openAssets(join(packageRoot(), 'dist', 'client')),
    drawer,
    publicUrl: config.publicUrl,
    onionUrl: config.onionUrl,
    host: config.host,
    frameHosts: config.frameHosts,
    // The demonstration's participants connect from this machine and send other addresses in `X-Forwarded-For`.
    trustedProxies: isDemo ? ['127.0.0.0/8', '::1'] : config.trustedProxies,
    mostSockets: config.maxSockets ?? socketsThatFit(),
    build,
    dataFolder: demoFolder ?? (config.databaseUrl === undefined ? config.dataDirectory : undefined),
    // The demonstration has a folder of its own; it must not delete an operator's backups.
    backupFolder: isDemo ? undefined : backupFolder(),
    bus: isDemo ? null : openBus(config, log.passing),
    // The demonstration's messages do not concern an operator.
    tell: isDemo ? () => undefined : log.tell,
    metricsToken: config.metricsToken,
    securityContact: config.securityContact,
    ...(store.kind === 'postgres' ? { databaseClock: () => readDatabaseClock(store.db) } : {}),
    onTrouble,
    onBrowserBug: log.browserBug,
  })

  app.server.once('error', (error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'another program is using that port' : error.message
    console.error(`Cannot listen on HOST=${config.host} PORT=${config.port}: ${why}.`)
    process.exit(1)
  })
  if (config.onionPort !== undefined) {
    // Tor runs on this machine; nobody else may send PROXY lines.
    app.onion.once('error', (error) => {
      console.error(`Cannot listen on ONION_PORT=${config.onionPort}: ${error.message}.`)
      process.exit(1)
    })
    app.onion.listen(config.onionPort, '127.0.0.1')
  }
  app.server.listen(config.port, config.host, async () => {
    const address = app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : config.port
    const origin = config.publicUrl ?? listeningAddress(config.host, port)
    console.log(`Multaqa is ready: ${origin}`)
    for (const line of zoneDataLines(systemClock.now())) console.log(line)
    const listening = { host: config.host, port, isProxied: config.trustedProxies.length > 0 }
    for (const line of publicAddressLines(config.publicUrl, listening)) console.log(line)
    if (config.publicUrl !== undefined && config.securityContact === undefined)
      console.log(noSecurityContactLine)
    app.warmUp().catch(onTrouble)
    if (isDemo) return demonstrate(origin)
    if (process.argv.includes('--with-claim')) {
      console.log(claimLinkLine(origin, await app.sessions.makeClaimToken()))
    } else if (!(await hasAnySession(store.db))) {
      const isJournal = writesToJournal(process.env, process.stdout.isTTY)
      console.log(await firstClaimLine({ sessions: app.sessions, origin, isJournal }))
    }
  })

  async function demonstrate(origin: string): Promise<void> {
    const [{ runDemo }, { fetchCookie }] = await Promise.all([
      import('./demo/run-demo.ts'),
      import('./demo/organizer-cookie.ts'),
    ])
    // The demonstration signs in first, because making a link voids every earlier one.
    const cookie = await fetchCookie(origin, await app.sessions.makeClaimToken())
    const own = await app.sessions.makeClaimToken()
    console.log(`Open this link once to become its organizer: ${origin}/claim#${own}`)
    await runDemo(origin, cookie).catch(onTrouble)
  }

  let isStopping = false
  stop = async () => {
    // npm forwards a terminal's Ctrl-C, so it arrives twice.
    if (isStopping) return
    isStopping = true
    // In case something does not end: acknowledged data is already on the disk.
    setTimeout(() => process.exit(1), longestStopMs).unref()
    await app.close().catch(onTrouble)
    await Promise.allSettled([drawer?.close(), placeEngine.close()])
    await store.close().catch(onTrouble)
    lock?.release()
    process.exit(0)
  }
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? `Multaqa cannot start: ${error.message}` : error)
  process.exit(1)
})
