// A real server for tests: real SQLite in a folder of its own, real sockets on a free port; only clock and ids are stand-ins.
import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type App, createApp } from '#server/create-app.ts'
import { type Gazetteer, loadGazetteer } from '#server/gazetteer/gazetteer.ts'
import type { Assets } from '#server/http/static-assets.ts'
import { openStore, type Store } from '#server/store/open-store.ts'
import { connectPerson, type Person } from './person.ts'

export type TestApp = {
  readonly directory: string
  readonly url: () => string
  readonly store: () => Store
  readonly app: () => App
  /** What was told to the operator: bugs and a store that cannot write. */
  readonly trouble: unknown[]
  readonly clock: { now: () => number; set: (now: number) => void }
  readonly connect: (options?: { readonly cookie?: string | undefined }) => Promise<Person>
  /** Signs in by a one-time link, as the operator does; the cookie. */
  readonly signIn: () => Promise<string>
  /** The same folder and port, another process as far as it can tell. */
  readonly restart: () => Promise<void>
  readonly close: () => Promise<void>
}

let gazetteer: Promise<Gazetteer> | undefined

/** Two days before the instant of the gatherings that tests make. */
export const testNow = Date.UTC(2026, 0, 18, 15)
export const testInstant = Date.UTC(2026, 0, 20, 15)

export async function startTestApp(
  options: { readonly assets?: Assets | null; readonly publicUrl?: string } = {},
): Promise<TestApp> {
  gazetteer ??= loadGazetteer()
  const cities = await gazetteer
  const directory = await mkdtemp(join(tmpdir(), 'multaqa-test-'))
  const trouble: unknown[] = []
  let now = testNow
  let made = 0
  const clock = {
    now: () => now,
    set: (next: number) => {
      now = next
    },
  }
  const ids = {
    next: () => `made-${String(++made).padStart(8, '0')}-${Math.random().toString(36).slice(2, 8)}`,
  }
  const people = new Set<Person>()
  let store = await openStore(directory)
  let app = make()
  let port = await listen(app, 0)

  function make(): App {
    return createApp({
      store,
      clock,
      ids,
      gazetteer: cities,
      assets: options.assets ?? null,
      publicUrl: options.publicUrl,
      onTrouble: (error) => trouble.push(error),
    })
  }

  const url = () => `http://127.0.0.1:${port}`
  return {
    directory,
    url,
    store: () => store,
    app: () => app,
    trouble,
    clock,
    connect: async ({ cookie } = {}) => {
      const person = await connectPerson(url(), cookie)
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
      store = await openStore(directory)
      app = make()
      port = await listen(app, port)
    },
    close: async () => {
      for (const person of people) person.socket.close()
      await app.close()
      await store.close()
      await rm(directory, { recursive: true, force: true })
    },
  }
}

function listen({ server }: App, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', () => resolve((server.address() as AddressInfo).port))
  })
}
