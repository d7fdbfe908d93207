// Opens the store of an installation, whichever database keeps it, brought to the newest shape by itself.
import { readEpoch } from './migrate.ts'
import { openPostgresDatabase } from './open-postgres.ts'
import { openSqliteDatabase } from './open-sqlite.ts'
import type { OpenDatabase } from './tables.ts'

export type Store = OpenDatabase & {
  /** Tells this database from an older copy of itself or another one: clients that knew another start afresh. */
  readonly epoch: string
}

/** SQLite. `directory` is made when missing. Without one the store lives in memory, for tests that need no restart. */
export async function openStore(
  directory?: string,
  options: { readonly mustExist?: boolean } = {},
): Promise<Store> {
  return withEpoch(await openSqliteDatabase(directory, options))
}

/** `url` as in `postgres://user:password@host/database`. `build`: of a process that will serve it, which no other may serve beside. */
export async function openPostgresStore(
  url: string,
  options: { readonly build?: string } = {},
): Promise<Store> {
  return withEpoch(await openPostgresDatabase(url, 'serving', options))
}

async function withEpoch(database: OpenDatabase): Promise<Store> {
  return { ...database, epoch: await readEpoch(database.db) }
}
