// `multaqa migrate`: moves an installation from one database to another, and reports the result.
import { existsSync, rmSync } from 'node:fs'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { type Copied, copyStore } from './store/copy-store.ts'
import { openPostgresDatabase } from './store/open-postgres.ts'
import { openSqliteDatabase } from './store/open-sqlite.ts'
import { sqliteFile } from './store/sqlite-folder.ts'
import type { OpenDatabase } from './store/tables.ts'

type Place = {
  readonly kind: OpenDatabase['kind']
  /** A folder, or a database URL with its password. */
  readonly location: string
  /** For messages: without the password. */
  readonly name: string
}

export type Migrated = { readonly ok: boolean; readonly line: string }

/** `words` as in `--from data --to postgres://…`. `tell` receives progress lines; the result contains the last line. */
export async function migrateStore(
  words: readonly string[],
  tell: (line: string) => void,
): Promise<Migrated> {
  const places = readPlaces(words)
  if (places === null) {
    const line = 'Usage: multaqa migrate --from <folder or postgres://…> --to <the other>.'
    return { ok: false, line }
  }
  const { from, to } = places
  if (from.kind === 'sqlite' && !existsSync(sqliteFile(from.location)))
    return refused(`there is no Multaqa in ${from.name}`)
  const isNewFile = to.kind === 'sqlite' && !existsSync(sqliteFile(to.location))
  try {
    tell(`From ${from.name} to ${to.name}.`)
    const copied = await withDatabase(from, (source) =>
      withDatabase(to, (target) => copyStore(source, target, tell)),
    )
    if (!copied.ok && isNewFile) removeDatabase(to.location)
    return copied.ok ? succeeded(places, copied) : refused(lineOf(copied.reason, places))
  } catch (error) {
    if (isNewFile) removeDatabase(to.location)
    return refused(error instanceof Error ? error.message : String(error))
  }
}

function refused(why: string): Migrated {
  return { ok: false, line: `Nothing was copied: ${why}.` }
}

function succeeded({ from, to }: Places, copied: Copied & { readonly ok: true }): Migrated {
  const setting = to.kind === 'sqlite' ? `DATA_DIR=${to.location} and no DATABASE_URL` : 'DATABASE_URL'
  const line =
    `Done: ${copied.rows} rows in ${copied.tables} tables, read again and equal on both sides. ` +
    `Start with ${setting} from now on. ${from.name} still holds everything, including data that will be erased from now on: ` +
    `no purge and no panic reaches it. Once the new one runs, destroy it: ${destroyWords(from)}.`
  return { ok: true, line }
}

function destroyWords({ kind, location }: Place): string {
  return kind === 'sqlite'
    ? `delete the folder ${location}`
    : 'drop its database, and its dumps and archived logs'
}

function lineOf(reason: (Copied & { readonly ok: false })['reason'], { from, to }: Places): string {
  switch (reason) {
    case 'source-in-use':
      return inUse(from)
    case 'target-in-use':
      return inUse(to)
    case 'target-not-empty':
      return `there is something in ${to.name} already; only an empty place is written to`
  }
}

const inUse = ({ name }: Place) => `${name} is in use; stop the server first`

type Places = { readonly from: Place; readonly to: Place }

function readPlaces(words: readonly string[]): Places | null {
  const options = { from: { type: 'string' }, to: { type: 'string' } } as const
  const { values } = parseArgs({ args: [...words], options, strict: false })
  const { from, to } = values
  if (typeof from !== 'string' || typeof to !== 'string' || from === '' || to === '') return null
  return { from: readPlace(from), to: readPlace(to) }
}

function readPlace(given: string): Place {
  if (!/^postgres(ql)?:\/\//.test(given)) {
    const location = resolve(given)
    return { kind: 'sqlite', location, name: `SQLite in ${location}` }
  }
  const { host, pathname } = URL.canParse(given) ? new URL(given) : { host: '', pathname: '' }
  return { kind: 'postgres', location: given, name: `PostgreSQL at ${host}${pathname}` }
}

async function withDatabase<Value>(
  place: Place,
  work: (database: OpenDatabase) => Promise<Value>,
): Promise<Value> {
  const database = await open(place)
  try {
    return await work(database)
  } finally {
    await database.close()
  }
}

function open(place: Place): Promise<OpenDatabase> {
  const opening =
    place.kind === 'sqlite'
      ? openSqliteDatabase(place.location, { isAlone: true })
      : openPostgresDatabase(place.location, 'upkeep')
  return opening.catch((error: Error) => {
    const why = /database is locked/.test(error.message) ? inUse(place) : `${place.name}: ${error.message}`
    throw new Error(why, { cause: error })
  })
}

function removeDatabase(directory: string): void {
  for (const end of ['', '-wal', '-shm']) rmSync(`${sqliteFile(directory)}${end}`, { force: true })
}
