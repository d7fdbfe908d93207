// Opens the store of an installation in either database, and migrates it to the newest schema.
import { readEpoch } from './migrate.ts'
import { openPostgresDatabase } from './open-postgres.ts'
import { openSqliteDatabase } from './open-sqlite.ts'
import type { OpenDatabase } from './tables.ts'

export type Store = OpenDatabase & {
  /** Distinguishes this database from an older copy or another one: clients with another epoch start over. */
  readonly epoch: string
}

/** SQLite. `directory` is created if missing. Without one the store is in memory, for tests that need no restart. */
export async function openStore(
  directory?: string,
  options: { readonly mustExist?: boolean } = {},
): Promise<Store> {
  return withEpoch(await openSqliteDatabase(directory, options))
}

/**
 * `url`: `postgres://user:password@host/database`. `build`: of a process that will serve the database; processes of other builds must not
 * serve it too.
 */
export async function openPostgresStore(
  url: string,
  options: { readonly build?: string } = {},
): Promise<Store> {
  return withEpoch(await openPostgresDatabase(url, 'serving', options))
}

async function withEpoch(database: OpenDatabase): Promise<Store> {
  return { ...database, epoch: await readEpoch(database.db) }
}
