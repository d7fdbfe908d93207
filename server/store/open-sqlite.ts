// Opens SQLite: one folder with one database file, served by one process.
import { existsSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { Kysely, SqliteDialect, sql } from 'kysely'
import { tables } from './copy-store.ts'
import { migrate } from './migrate.ts'
import { refuseOtherVersions } from './serving-version.ts'
import { busyTimeoutMs, openSqlite, openSqliteToRead } from './sqlite-database.ts'
import { closeFiles, closeFolder, damageAdvice, refuseLost, sqliteFile, wasUsed } from './sqlite-folder.ts'
import type { OpenDatabase, Queries, Tables } from './tables.ts'

/** Retries: a reader, such as a backup, keeps the write-ahead log from being truncated. */
const scrubTries = 10
const scrubAgainMs = 200

export type OpenSqliteOptions = {
  /** Exclusive access until it is closed; fails with “database is locked” if another process has it open. */
  readonly isAlone?: boolean
  /** Fails when there is no database yet instead of creating one. */
  readonly mustExist?: boolean
  /** Creates a database even in a folder that was used and lost its database: for restoring a backup. */
  readonly isNew?: boolean
  /** As in `migrate`. */
  readonly shape?: string
}

/** In memory without a directory. Throws a one-line reason when the folder or its content cannot be used. */
export async function openSqliteDatabase(
  directory: string | undefined,
  { isAlone = false, mustExist = false, isNew = false, shape }: OpenSqliteOptions = {},
): Promise<OpenDatabase> {
  if (directory !== undefined) {
    if (mustExist && !existsSync(directory)) throw new Error('there is no Multaqa in it')
    closeFolder(directory)
    if (!isNew) refuseLost(directory)
    if (mustExist && !existsSync(sqliteFile(directory))) throw new Error('there is no Multaqa in it')
  }
  const file = directory === undefined ? ':memory:' : sqliteFile(directory)
  const db = await openChecked(file, directory, { isAlone, isNew, shape })
  return {
    kind: 'sqlite',
    db,
    scrub: () => emptyLog(db),
    rewrite: async () => {
      await sql`vacuum`.execute(db)
      await emptyLog(db)
    },
    atOneState: (work) =>
      directory === undefined ? db.transaction().execute(work) : readAtOneState(file, work),
    writtenElsewhere: async () => {
      const { rows } = await sql<{ data_version: number }>`pragma data_version`.execute(db)
      return rows[0]?.data_version ?? null
    },
    close: () => db.destroy(),
  }
}

async function openChecked(
  file: string,
  directory: string | undefined,
  { isAlone, isNew, shape }: { isAlone: boolean; isNew: boolean; shape: string | undefined },
): Promise<Kysely<Tables>> {
  let db: Kysely<Tables> | undefined
  try {
    db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqlite(file, isAlone) }) })
    if (directory !== undefined) {
      closeFiles(directory)
      await refuseForeign(db, !isNew && wasUsed(directory))
    }
    await refuseOtherVersions(db, 'sqlite', Date.now())
    await migrate(db, shape)
    if (shape === undefined) await refuseLacking(db)
    return db
  } catch (error) {
    await db?.destroy()
    throw inPlainWords(error)
  }
}

/** Refuses another program's database, or one that was emptied. */
async function refuseForeign(db: Kysely<Tables>, isUsed: boolean): Promise<void> {
  const { rows } = await sql<{ name: string }>`
    select name from sqlite_schema where type = 'table' and name not like 'sqlite_%'`.execute(db)
  const names = new Set(rows.map(({ name }) => name))
  if (names.size === 0) {
    if (isUsed)
      throw new Error(`multaqa.sqlite holds no tables although this folder was in use: ${damageAdvice}`)
    return
  }
  if (!names.has('kysely_migration'))
    throw new Error('multaqa.sqlite is a database of another program; name another folder')
  if (!isUsed || !names.has('meta')) {
    if (isUsed) throw new Error(`multaqa.sqlite lacks tables: ${damageAdvice}`)
    return
  }
  const started = await db.selectFrom('meta').select('value').where('key', '=', 'started').executeTakeFirst()
  if (started === undefined)
    throw new Error(`multaqa.sqlite is empty although this folder was in use: ${damageAdvice}`)
}

/** Refuses a database whose migrations are complete but that lacks a table. */
async function refuseLacking(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ name: string }>`select name from sqlite_schema where type = 'table'`.execute(
    db,
  )
  const names = new Set(rows.map(({ name }) => name))
  const lacking = tables.find((name) => !names.has(name))
  if (lacking !== undefined) throw new Error(`multaqa.sqlite lacks the table ${lacking}: ${damageAdvice}`)
}

/** The migrator wraps the database's error. */
function inPlainWords(error: unknown): unknown {
  const message = error instanceof Error ? error.message : ''
  const code = error instanceof Error && 'sqliteCodeName' in error ? error.sqliteCodeName : ''
  const told =
    code === 'SQLITE_NOTADB'
      ? 'multaqa.sqlite is not a database'
      : code === 'SQLITE_CORRUPT' || message.includes('disk image is malformed')
        ? 'multaqa.sqlite is damaged or cut off'
        : null
  return told === null ? error : new Error(`${told}: ${damageAdvice}`, { cause: error })
}

/** Uses a separate connection: a transaction on the store's own would block writers; this one only keeps the log from being truncated. */
async function readAtOneState<Value>(file: string, work: (db: Queries) => Promise<Value>): Promise<Value> {
  const db = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqliteToRead(file) }) })
  try {
    return await db.transaction().execute((transaction) => work(transaction))
  } finally {
    await db.destroy()
  }
}

async function emptyLog(db: Kysely<Tables>): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    if (await emptyLogOnce(db)) return
    if (tries === scrubTries)
      throw new Error('what was erased is still in multaqa.sqlite-wal, because somebody reads the database')
    await setTimeout(scrubAgainMs)
  }
}

/** Waits only briefly for readers, because SQLite's wait blocks the event loop. */
function emptyLogOnce(db: Kysely<Tables>): Promise<boolean> {
  return db.connection().execute(async (connection) => {
    await sql`pragma busy_timeout = 50`.execute(connection)
    try {
      const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(connection)
      return rows[0]?.busy !== 1
    } finally {
      await sql`pragma busy_timeout = ${sql.lit(busyTimeoutMs)}`.execute(connection)
    }
  })
}
