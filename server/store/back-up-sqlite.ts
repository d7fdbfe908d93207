// Copies an SQLite database into one new file, while a server goes on writing.
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { dirname } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { sql } from 'kysely'
import type { Queries } from './tables.ts'

/**
 * One state of the database, without what was erased from it. Only this account can read the file. It has no epoch: put in place of a
 * newer database it gets another one, so that open screens start afresh instead of waiting for versions that they have seen already.
 * Throws when there is a file of this name, and leaves none behind when it fails.
 */
export async function backUpSqlite(db: Queries, file: string): Promise<void> {
  // Made here, and only if it is new: SQLite itself would take an existing empty file, with whatever mode it has.
  closeSync(openSync(file, 'wx', 0o600))
  try {
    await sql`vacuum into ${file}`.execute(db)
    checkCopy(file)
    for (const path of [file, dirname(file)]) synchronize(path)
  } catch (error) {
    for (const end of ['', '-journal']) rmSync(`${file}${end}`, { force: true })
    throw error
  }
}

function checkCopy(file: string): void {
  const copy = new DatabaseSync(file)
  try {
    const { quick_check: found } = copy.prepare('pragma quick_check(1)').get() as { quick_check: string }
    if (found !== 'ok') throw new Error(`the copy is not whole: ${found}`)
    copy.exec("delete from meta where key = 'epoch'")
  } finally {
    copy.close()
  }
}

function synchronize(path: string): void {
  const descriptor = openSync(path, 'r')
  fsyncSync(descriptor)
  closeSync(descriptor)
}
