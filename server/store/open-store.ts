// Opens the store: the database of an installation, brought to the newest shape by itself.
import { randomBytes } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { Kysely, Migrator, SqliteDialect, sql } from 'kysely'
import * as foundation from './migrations/001-foundation.ts'
import { openSqlite } from './sqlite-database.ts'
import type { Tables } from './tables.ts'

export type Store = {
  readonly db: Kysely<Tables>
  /** Tells this database from an older copy of itself or another one: clients that knew another start afresh. */
  readonly epoch: string
  /** Takes what was deleted out of the write-ahead log too, where it would stay until the log is next used up. */
  readonly scrub: () => Promise<void>
  readonly close: () => Promise<void>
}

/** `directory` is made when missing. Without one the store lives in memory, for tests that need no restart. */
export async function openStore(directory?: string): Promise<Store> {
  if (directory !== undefined) mkdirSync(directory, { recursive: true, mode: 0o700 })
  const file = directory === undefined ? ':memory:' : join(directory, 'multaqa.sqlite')
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqlite(file) }) })
  await migrate(db)
  return {
    db,
    epoch: await readEpoch(db),
    scrub: async () => void (await sql`pragma wal_checkpoint(truncate)`.execute(db)),
    close: () => db.destroy(),
  }
}

async function migrate(db: Kysely<Tables>): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => ({ '001-foundation': foundation }) },
  })
  const { error } = await migrator.migrateToLatest()
  if (error !== undefined) throw error
}

async function readEpoch(db: Kysely<Tables>): Promise<string> {
  const kept = await db.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirst()
  if (kept !== undefined) return kept.value
  const epoch = randomBytes(9).toString('base64url')
  await db.insertInto('meta').values({ key: 'epoch', value: epoch }).execute()
  return epoch
}
