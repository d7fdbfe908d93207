// Adapts `@photostructure/sqlite` to Kysely's dialect, and caches prepared statements.
import { DatabaseSync } from '@photostructure/sqlite'
import type { SqliteDatabase, SqliteStatement } from 'kysely'

type Database = InstanceType<typeof DatabaseSync>
type Statement = ReturnType<Database['prepare']>

/** Before 3.51.3 SQLite's WAL can, rarely, lose committed pages when a checkpoint and a reset coincide. */
const oldestSafeSqlite = [3, 51, 3] as const

/** How long a write waits for another process's write. */
export const busyTimeoutMs = 5000

const keptStatements = 300

/**
 * `file` is a path, or `:memory:`. Every commit is on disk before it returns (`synchronous=FULL`). With `isAlone` nobody else may have the
 * file open, now or later: every connection in WAL mode holds a shared lock on it, with which the exclusive lock conflicts.
 */
export function openSqlite(file: string, isAlone = false): SqliteDatabase {
  const database = new DatabaseSync(file)
  try {
    // Before the first read, so that even the WAL index stays in this process.
    if (isAlone) database.exec('pragma locking_mode = EXCLUSIVE')
    refuseOldSqlite(database)
    database.exec('pragma journal_mode = WAL')
    database.exec('pragma synchronous = FULL')
    database.exec(`pragma busy_timeout = ${busyTimeoutMs}`)
    database.exec('pragma foreign_keys = ON')
    database.exec('pragma secure_delete = ON')
    // Sorting and rewriting use memory: a temporary file would leave rows on another disk.
    database.exec('pragma temp_store = MEMORY')
    // Random keys touch many pages: this cache keeps them in memory, and the log collects writes before a checkpoint.
    database.exec('pragma cache_size = -65536')
    // 2 MB: keeps the log small compared to the database, even under a flood of writes.
    database.exec('pragma wal_autocheckpoint = 500')
  } catch (error) {
    database.close()
    throw error
  }
  const statements = new Map<string, SqliteStatement>()
  return {
    close: () => {
      if (isAlone) giveUpLock(database)
      database.close()
    },
    prepare: (sql) => {
      const kept = statements.get(sql)
      if (kept !== undefined) return kept
      const made = sql === 'rollback' ? coatRollback(database) : coat(database.prepare(asWriting(sql)))
      if (statements.size >= keptStatements) statements.clear()
      statements.set(sql, made)
      return made
    },
  }
}

/** For consistent reads: its transactions take no lock that blocks writers. */
export function openSqliteToRead(file: string): SqliteDatabase {
  const database = new DatabaseSync(file, { readOnly: true })
  database.exec(`pragma busy_timeout = ${busyTimeoutMs}`)
  return { close: () => database.close(), prepare: (sql) => coat(database.prepare(sql)) }
}

/**
 * Kysely begins with a plain `begin`, which takes the lock only at the first write; if another process wrote since the first read, SQLite
 * then fails at once instead of waiting (`busy_timeout` does not apply). Our transactions write, so they take the lock first and wait for
 * it.
 */
function asWriting(sql: string): string {
  return sql === 'begin' ? 'begin immediate' : sql
}

/**
 * Prepared statements keep a closed database, and its lock, until they are garbage-collected. The next opener sets the journal mode again.
 */
function giveUpLock(database: Database): void {
  database.exec('pragma journal_mode = DELETE')
  database.exec('pragma locking_mode = NORMAL')
  database.exec('select count(*) from sqlite_schema')
}

function coat(statement: Statement): SqliteStatement {
  type Values = Parameters<Statement['all']>
  return {
    reader: statement.columns().length > 0,
    all: (parameters) => statement.all(...(parameters as Values)),
    run: (parameters) =>
      statement.run(...(parameters as Values)) as { changes: number; lastInsertRowid: number },
    iterate: (parameters) => statement.iterate(...(parameters as Values)),
  }
}

/** A full disk makes SQLite end the transaction itself. The rollback must then not fail and hide the cause. */
function coatRollback(database: Database): SqliteStatement {
  const rollback = coat(database.prepare('rollback'))
  const nothing = { changes: 0, lastInsertRowid: 0 }
  return { ...rollback, run: (parameters) => (database.isTransaction ? rollback.run(parameters) : nothing) }
}

function refuseOldSqlite(database: Database): void {
  const { version } = database.prepare('select sqlite_version() as version').get() as { version: string }
  const found = version.split('.').map(Number)
  for (const [place, wanted] of oldestSafeSqlite.entries()) {
    const have = found[place] ?? 0
    if (have > wanted) return
    if (have < wanted)
      throw new Error(`SQLite ${version} is too old; ${oldestSafeSqlite.join('.')} is needed`)
  }
}
