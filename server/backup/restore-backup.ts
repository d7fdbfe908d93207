// Restores a backup into an empty target, from either kind of database: all of it, verified, or nothing.
import { existsSync, rmSync } from 'node:fs'
import { makeEmpty, readState, type StateCount, type StateHead } from '../store/backup-lines.ts'
import { findDamage } from '../store/check-rows.ts'
import { migrate } from '../store/migrate.ts'
import { openPostgresDatabase } from '../store/open-postgres.ts'
import { openSqliteDatabase } from '../store/open-sqlite.ts'
import { beginRestored, type Unfinished } from '../store/restored-rows.ts'
import { sqliteFile } from '../store/sqlite-folder.ts'
import type { OpenDatabase } from '../store/tables.ts'
import { openBackup } from './read-backup.ts'
import type { OpenWith } from './sealed-file.ts'

/** A data folder, or a PostgreSQL URL. */
export type RestorePlace = { readonly directory: string } | { readonly url: string }

export type Restored =
  | ({ readonly ok: true; readonly head: StateHead; readonly damage: readonly string[] } & StateCount)
  | { readonly ok: false; readonly reason: 'target-not-empty' }

/**
 * Fills tables with the backup's schema version, then migrates them. `damage`: faults that the database already had when it was backed up.
 * `finishRestore` does the rest before serving. Throws if the backup is damaged or the key is wrong; the target then contains nothing of
 * it.
 */
export async function restoreBackup(
  path: string,
  openWith: OpenWith,
  place: RestorePlace,
  unfinished: Unfinished,
): Promise<Restored> {
  const isSqlite = 'directory' in place
  if (isSqlite && isThere(place.directory)) return { ok: false, reason: 'target-not-empty' }
  const { head, lines } = await openBackup(path, openWith)
  let isDone = false
  try {
    const database = await openTarget(place, head.shape)
    try {
      const count = await fill(database, lines, unfinished)
      if (count === null) return { ok: false, reason: 'target-not-empty' }
      await migrate(database.db)
      isDone = true
      return { ok: true, head, damage: await findDamage(database), ...count }
    } finally {
      await database.close()
    }
  } finally {
    if (isSqlite && !isDone) removeDatabase(place.directory)
  }
}

/** Null, without changes, if the target is not empty. */
function fill(
  { kind, db }: OpenDatabase,
  lines: AsyncIterable<unknown>,
  unfinished: Unfinished,
): Promise<StateCount | null> {
  return db.transaction().execute(async (transaction) => {
    if (!(await makeEmpty(kind, transaction))) return null
    const count = await readState(lines, transaction)
    await beginRestored(transaction, unfinished)
    return count
  })
}

function openTarget(place: RestorePlace, shape: string): Promise<OpenDatabase> {
  return 'directory' in place
    ? openSqliteDatabase(place.directory, { isAlone: true, isNew: true, shape })
    : openPostgresDatabase(place.url, 'upkeep', { shape })
}

const ends = ['', '-wal', '-shm', '-journal']

function isThere(directory: string): boolean {
  return ends.some((end) => existsSync(`${sqliteFile(directory)}${end}`))
}

function removeDatabase(directory: string): void {
  for (const end of ends) rmSync(`${sqliteFile(directory)}${end}`, { force: true })
}
