// Opens SQLite: one folder, one file in it, one process that serves it.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { migrate } from './migrate.ts'
import { openSqlite } from './sqlite-database.ts'
import type { OpenDatabase, Tables } from './tables.ts'

export const sqliteFile = (directory: string) => join(directory, 'multaqa.sqlite')

/** `isAlone`: nobody else may have it open, now or until it is closed; otherwise “database is locked”. */
export async function openSqliteDatabase(
  directory: string | undefined,
  { isAlone = false }: { readonly isAlone?: boolean } = {},
): Promise<OpenDatabase> {
  if (directory !== undefined) mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = directory === undefined ? ':memory:' : sqliteFile(directory)
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqlite(file, isAlone) }) })
  await migrate(db)
  return {
    kind: 'sqlite',
    db,
    scrub: async () => void (await sql`pragma wal_checkpoint(truncate)`.execute(db)),
    close: () => db.destroy(),
  }
}
