// A database for one test: SQLite in a folder, or PostgreSQL if TEST_DATABASE_URL names a server.
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openPostgresStore, openStore, type Store } from '#server/store/open-store.ts'
import { makeDatabase } from './postgres.ts'

export type TestStore = {
  /** The settings with which an operator would use it. */
  readonly environment: { readonly DATA_DIR: string; readonly DATABASE_URL: string }
  readonly open: () => Promise<Store>
  /** All stored data, to search for what should not be there. */
  readonly everything: (store: Store) => Promise<string>
  readonly remove: () => Promise<void>
}

/** `isEmpty`: without tables, as an operator creates a database. */
export function makeTestStore(
  server = process.env.TEST_DATABASE_URL,
  options: { readonly isEmpty?: boolean } = {},
): Promise<TestStore> {
  return server === undefined ? makeSqliteStore() : makePostgresStore(server, options)
}

async function makeSqliteStore(): Promise<TestStore> {
  const directory = await mkdtemp(join(tmpdir(), 'multaqa-test-'))
  return {
    environment: { DATA_DIR: directory, DATABASE_URL: '' },
    open: () => openStore(directory),
    everything: async () => {
      const files = await readdir(directory)
      const contents = await Promise.all(files.map((file) => readFile(join(directory, file))))
      return Buffer.concat(contents).toString('latin1')
    },
    remove: () => rm(directory, { recursive: true, force: true }),
  }
}

async function makePostgresStore(
  server: string,
  options: { readonly isEmpty?: boolean },
): Promise<TestStore> {
  const { url, drop } = await makeDatabase(server, options)
  return {
    environment: { DATA_DIR: '', DATABASE_URL: url },
    open: () => openPostgresStore(url),
    everything: async ({ db }) => {
      const tables = await db.introspection.getTables()
      const rows = await Promise.all(
        tables.map(({ name }) =>
          db
            .selectFrom(name as 'meta')
            .selectAll()
            .execute(),
        ),
      )
      return JSON.stringify(rows)
    },
    remove: drop,
  }
}
