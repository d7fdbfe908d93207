// `multaqa backup <file>`: a consistent copy of an SQLite database beside a running server.
import { resolve } from 'node:path'
import { backUpSqlite } from '../store/back-up-sqlite.ts'
import type { OperatorCommand } from './operator-command.ts'

export const backUp: OperatorCommand = async (store, [given, ...more], { say }) => {
  if (store.kind === 'postgres') {
    say('PostgreSQL makes its own backups: pg_dump -Fc (docs/operations.md, Backup).')
    return false
  }
  if (given === undefined || given.startsWith('-') || more.length > 0) {
    say('Name one file that is not there yet: multaqa backup <file>')
    return false
  }
  const file = resolve(given)
  try {
    await backUpSqlite(store.db, file)
  } catch (error) {
    const isThere = (error as { code?: unknown }).code === 'EEXIST'
    const why = isThere ? 'it is there already' : error instanceof Error ? error.message : String(error)
    say(`Nothing was backed up to ${file}: ${why}.`)
    return false
  }
  say(`Backed up to ${file}. It holds what the database holds, addresses and codes too: keep it as safe.`)
  return true
}
