// A real server for tests with its own real database (SQLite or PostgreSQL, by suite) and real sockets on a free port; only the clock
// and the ids are stubs.
import { randomBytes } from 'node:crypto'
import { type App, createApp } from '#server/create-app.ts'
import { type Gazetteer, loadGazetteer } from '#server/gazetteer/gazetteer.ts'
import { placesInProcess } from '#server/gazetteer/place-search.ts'
import type { PageDrawer } from '#server/http/page-drawer.ts'
import type { Assets } from '#server/http/static-assets.ts'
import type { Store } from '#server/store/open-store.ts'
import type { Bus } from '#server/sync/bus.ts'
import type { HeardBug } from '#server/watching/bug-reports.ts'
import { freePort } from './free-port.ts'
import { connectPerson, type Person } from './person.ts'
import { makeTestStore, type TestStore } from './test-store.ts'

export type TestApp = {
  /** All data of the database: as bytes on disk or, with PostgreSQL, as query results. */
  readonly everythingKept: () => Promise<string>
  readonly url: () => string
  readonly store: () => Store
  readonly app: () => App
  /** Errors reported to the operator: bugs and a store that cannot write. */
  readonly trouble: unknown[]
  readonly clock: { now: () => number; set: (now: number) => void }
  /** `from`: the address that a trusted proxy would forward. */
  readonly connect: (options?: {
    readonly cookie?: string | undefined
    readonly from?: string | undefined
  }) => Promise<Person>
  /** Signs in by a one-time link, as the operator does; returns the cookie. */
  readonly signIn: () => Promise<string>
  /** Restarts with the same database and port; to the server it is a new process. */
  readonly restart: () => Promise<void>
  readonly close: () => Promise<void>
}

let gazetteer: Promise<Gazetteer> | undefined

/** Two days before the instant of the test gatherings. */
export const testNow = Date.UTC(2026, 0, 18, 15)
export const testInstant = Date.UTC(2026, 0, 20, 15)

export async function startTestApp(
  options: {
    readonly assets?: Assets | null
    readonly publicUrl?: string
    readonly onionUrl?: string
    /** A stub for the rendering thread; without it no page is rendered. */
    readonly drawer?: PageDrawer
    /** Another PostgreSQL than the suite's, for tests that stop it. */
    readonly databaseServer?: string
    readonly mostWaiting?: number
    readonly mostSockets?: number
    readonly mostConnections?: number
    readonly trustedProxies?: readonly string[]
    readonly backupFolder?: string
    readonly metricsToken?: string
    readonly securityContact?: string
    readonly onBrowserBug?: ((bug: HeardBug) => void) | undefined
    /** Receives the lines for the operator. */
    readonly tell?: (line: string) => void
    /** A store that the caller removes, and that several apps may share. */
    readonly sharedStore?: TestStore
    readonly openBus?: (onTrouble: (error: unknown) => void) => Bus
  } = {},
): Promise<TestApp> {
  gazetteer ??= loadGazetteer()
  const cities = await gazetteer
  const kept = options.sharedStore ?? (await makeTestStore(options.databaseServer))
  const trouble: unknown[] = []
  let now = testNow
  const clock = {
    now: () => now,
    set: (next: number) => {
      now = next
    },
  }
  const ids = {
    next: () => `made-${randomBytes(9).toString('base64url')}`,
  }
  const people = new Set<Person>()
  let store = await kept.open()
  let app = make()
  const port = await freePort()
  await listen(app, port)

  function make(): App {
    return createApp({
      store,
      clock,
      ids,
      gazetteer: cities,
      placeEngine: placesInProcess(cities),
      assets: options.assets ?? null,
      drawer: options.drawer ?? null,
      publicUrl: options.publicUrl,
      onionUrl: options.onionUrl,
      mostWaiting: options.mostWaiting,
      mostSockets: options.mostSockets,
      mostConnections: options.mostConnections,
      trustedProxies: options.trustedProxies ?? [],
      backupFolder: options.backupFolder,
      metricsToken: options.metricsToken,
      securityContact: options.securityContact,
      tell: options.tell,
      bus: options.openBus?.((error) => trouble.push(error)) ?? null,
      onTrouble: (error) => trouble.push(error),
      onBrowserBug: options.onBrowserBug,
    })
  }

  const url = () => `http://127.0.0.1:${port}`
  return {
    everythingKept: () => kept.everything(store),
    url,
    store: () => store,
    app: () => app,
    trouble,
    clock,
    connect: async ({ cookie, from } = {}) => {
      const person = await connectPerson(url(), cookie, from)
      people.add(person)
      return person
    },
    signIn: async () => {
      const response = await fetch(`${url()}/api/claim`, {
        method: 'POST',
        body: JSON.stringify({ token: await app.sessions.makeClaimToken() }),
      })
      return response.headers.get('set-cookie')?.split(';')[0] ?? ''
    },
    restart: async () => {
      await app.close()
      await store.close()
      store = await kept.open()
      app = make()
      await listen(app, port)
    },
    close: async () => {
      for (const person of people) person.socket.close()
      await app.close()
      await store.close()
      if (options.sharedStore === undefined) await kept.remove()
    },
  }
}

function listen({ server }: App, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
}
