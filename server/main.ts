// Starts an installation: reads the environment, opens the store, listens. The only file that does anything when imported.

import { existsSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { pino } from 'pino'
import { type Config, readConfig } from './config.ts'
import { createApp } from './create-app.ts'
import { randomIds, systemClock } from './environment.ts'
import { addExample } from './example/add-example.ts'
import { loadGazetteer } from './gazetteer/gazetteer.ts'
import { openPageDrawer } from './http/page-drawer.ts'
import { createSessions } from './http/sessions.ts'
import { openAssets } from './http/static-assets.ts'
import { migrateStore } from './migrate.ts'
import { socketsThatFit } from './open-files.ts'
import { openPostgresStore, openStore, type Store } from './store/open-store.ts'
import { openBusPool } from './store/postgres-database.ts'
import { hasAnySession, markFirstStart } from './store/session-rows.ts'
import { type Bus, openPostgresBus, openRedisBus } from './sync/bus.ts'
import { zoneDataLine } from './zone-data.ts'

/** The folder of `package.json`, from the source as well as from the built server. */
function packageRoot(): string {
  let directory = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(directory, 'package.json'))) directory = dirname(directory)
  return directory
}

function sayClaimLink(origin: string, token: string): void {
  console.log(`Become its organizer by opening this link once, within two days: ${origin}/claim#${token}`)
}

/** The store that the environment names; without it, one line and the end. */
async function openConfigured({ databaseUrl, dataDirectory }: Config): Promise<Store> {
  const opening = databaseUrl === undefined ? openStore(dataDirectory) : openPostgresStore(databaseUrl)
  return opening.catch((error: Error) => {
    const what = databaseUrl === undefined ? `DATA_DIR=${dataDirectory}` : 'DATABASE_URL'
    console.error(`${what} cannot be used: ${error.message}.`)
    process.exit(1)
  })
}

/** Several processes serve one PostgreSQL; SQLite has one. */
function openBus({ databaseUrl, redisUrl }: Config, onTrouble: (error: unknown) => void): Bus | null {
  if (databaseUrl === undefined) return null
  return redisUrl === undefined
    ? openPostgresBus(openBusPool(databaseUrl), onTrouble)
    : openRedisBus(redisUrl, onTrouble)
}

async function start(): Promise<void> {
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
  const isDemo = process.argv.includes('--demo')
  const log = pino({ level: config.logLevel, base: null })
  const store = await (isDemo
    ? openStore(mkdtempSync(join(tmpdir(), 'multaqa-demo-')))
    : openConfigured(config))
  if (process.argv.includes('--claim')) {
    // Beside a running server: only the database is touched, nothing listens, and the server need not stop.
    const sessions = createSessions(store, { clock: systemClock, ids: randomIds }, false)
    sayClaimLink(config.publicUrl ?? `http://${config.host}:${config.port}`, await sessions.makeClaimToken())
    await store.close()
    return
  }
  const onTrouble = (error: unknown) => log.error(error)
  // A bug in one place must not end what everybody else is reading. Going on is safe here: whatever is kept is written in transactions, what is
  // in memory is made of it again, and a socket or a request in which something was thrown is answered with trouble or not at all.
  process.on('uncaughtException', onTrouble)
  process.on('unhandledRejection', onTrouble)
  const [gazetteer, drawer] = await Promise.all([
    loadGazetteer(),
    openPageDrawer(join(packageRoot(), 'dist', 'pages', 'draw-page.js'), onTrouble),
  ])
  const app = createApp({
    store,
    clock: systemClock,
    ids: randomIds,
    gazetteer,
    assets: openAssets(join(packageRoot(), 'dist', 'client')),
    drawer,
    publicUrl: config.publicUrl,
    frameHosts: config.frameHosts,
    mostSockets: config.maxSockets ?? socketsThatFit(),
    bus: isDemo ? null : openBus(config, (error) => log.warn(error)),
    tell: console.log,
    onTrouble,
  })
  await store.db.transaction().execute(async (transaction) => {
    const isFirst = await markFirstStart(transaction)
    if (!isFirst || !config.withExample) return
    await addExample(transaction, { gazetteer, ids: randomIds, now: systemClock.now() })
  })

  app.server.once('error', (error: NodeJS.ErrnoException) => {
    const why = error.code === 'EADDRINUSE' ? 'another program is using that port' : error.message
    console.error(`Cannot listen on HOST=${config.host} PORT=${config.port}: ${why}.`)
    process.exit(1)
  })
  app.server.listen(config.port, config.host, async () => {
    const address = app.server.address()
    const port = typeof address === 'object' && address !== null ? address.port : config.port
    const origin = config.publicUrl ?? `http://${config.host}:${port}`
    console.log(`Multaqa is ready: ${origin}`)
    console.log(zoneDataLine(process.env))
    app.warmUp().catch((error: unknown) => log.error(error))
    if (process.argv.includes('--with-claim') || !(await hasAnySession(store.db))) {
      const token = await app.sessions.makeClaimToken()
      if (isDemo) return demonstrate(origin, token)
      sayClaimLink(origin, token)
    }
  })

  async function demonstrate(origin: string, token: string): Promise<void> {
    const { runDemo } = await import('./demo/run-demo.ts')
    const own = await app.sessions.makeClaimToken()
    console.log(`Become its organizer by opening this link once: ${origin}/claim#${own}`)
    await runDemo(origin, token).catch((error: unknown) => log.error(error))
  }

  let isStopping = false
  async function stop(): Promise<void> {
    if (isStopping) return
    isStopping = true
    await app.close()
    await drawer?.close()
    await store.close()
    process.exit(0)
  }
  process.on('SIGTERM', () => void stop())
  process.on('SIGINT', () => void stop())
}

start().catch((error: unknown) => {
  console.error(error instanceof Error ? `Multaqa cannot start: ${error.message}` : error)
  process.exit(1)
})
