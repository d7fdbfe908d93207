// Writes one state of the database as lines of JSON, and reads such lines into an empty one; the same for SQLite and PostgreSQL.
import { sql } from 'kysely'
import { ownValue } from '#shared/domain/own-value.ts'
import {
  createSum,
  fingerprint,
  insertRows,
  type KeptTable,
  type Row,
  readBatches,
  tables,
} from './copy-store.ts'
import { readShape } from './migrate.ts'
import type { OpenDatabase, Queries } from './tables.ts'

const format = 'multaqa-backup'
const rowsAtOnce = 1000

/** `shape`: the last migration of the database. Times in epoch ms. */
export type StateHead = { readonly shape: string; readonly madeAt: number; readonly purgeAt: number }
export type StateCount = { readonly tables: number; readonly rows: number }

/** The epoch is not backed up: a restored database gets a new one, so that open clients read a snapshot. */
const isKept = (table: string, row: Row) => table !== 'meta' || row['key'] !== 'epoch'

export async function readStateHead(db: Queries, dates: Omit<StateHead, 'shape'>): Promise<StateHead> {
  return { shape: await readShape(db), ...dates }
}

/** `db` must be at one state (`atOneState`). Each line ends with a newline; one batch of rows is in memory. */
export async function* writeState(db: Queries, head: StateHead): AsyncGenerator<string> {
  yield lineOf({ format, version: 1, ...head })
  let all = 0
  for (const table of tables) {
    const sum = createSum()
    let columns: readonly string[] = []
    for await (const batch of readBatches(db, table)) {
      const rows = batch.filter((row) => isKept(table, row))
      const [first] = rows
      if (first !== undefined && columns.length === 0) {
        columns = Object.keys(first)
        yield lineOf({ table, columns })
      }
      sum.add(rows)
      yield rows.map((row) => lineOf(columns.map((column) => ownValue(row, column)))).join('')
    }
    const { rows, hash } = sum.result()
    all += rows
    yield lineOf({ end: table, rows, hash })
  }
  yield lineOf({ end: format, tables: tables.length, rows: all })
}

const lineOf = (value: object) => `${JSON.stringify(value)}\n`

/** Parses the first line. Throws when it is of another format or a newer version. */
export function parseStateHead(line: unknown): StateHead {
  const head = (typeof line === 'object' && line !== null ? line : {}) as Record<string, unknown>
  if (head['format'] !== format) throw new Error('it is no backup of Multaqa')
  if (head['version'] !== 1) throw new Error('it was written by a newer version')
  const { shape, madeAt, purgeAt } = head
  if (typeof shape !== 'string' || typeof madeAt !== 'number' || typeof purgeAt !== 'number')
    throw new Error('its first line is damaged')
  return { shape, madeAt, purgeAt }
}

/** Reads the lines after the first. With `into` null it only verifies them against their own counts and hashes. */
export async function readState(lines: AsyncIterable<unknown>, into: Queries | null): Promise<StateCount> {
  let columns: readonly string[] = []
  let table = ''
  let waiting: Row[] = []
  let sum = createSum()
  let ended: StateCount | null = null
  let count: StateCount = { tables: 0, rows: 0 }
  const put = async () => {
    if (waiting.length === 0) return
    sum.add(waiting)
    if (into !== null) await insertRows(into, table as KeptTable, waiting)
    waiting = []
  }
  for await (const line of lines) {
    if (ended !== null) throw new Error('it goes on after its end')
    if (Array.isArray(line)) {
      waiting.push(Object.fromEntries(columns.map((column, index) => [column, line[index]])))
      if (waiting.length === rowsAtOnce) await put()
      continue
    }
    const said = line as Record<string, unknown>
    if (typeof said['table'] === 'string') {
      table = said['table']
      columns = await knownColumns(into, table, said['columns'])
    } else if (said['end'] === format) {
      if (said['tables'] !== count.tables || said['rows'] !== count.rows)
        throw new Error('a table is missing in it')
      ended = count
    } else {
      if (!tables.includes(said['end'] as KeptTable)) throw new Error('a line of it is damaged')
      await put()
      const read = sum.result()
      const written = into === null ? read : await fingerprint(into, said['end'] as KeptTable)
      for (const found of [read, written])
        if (found.rows !== said['rows'] || found.hash !== said['hash'])
          throw new Error(`the rows of ${String(said['end'])} are not those that were backed up`)
      count = { tables: count.tables + 1, rows: count.rows + read.rows }
      sum = createSum()
      columns = []
    }
  }
  if (ended === null) throw new Error('its end is missing')
  return ended
}

/** Names come from a file: only columns that the database has are put into a statement. */
async function knownColumns(into: Queries | null, table: string, given: unknown): Promise<readonly string[]> {
  const columns = Array.isArray(given) ? given.map(String) : []
  if (!tables.includes(table as KeptTable)) throw new Error(`it has a table that is not known: ${table}`)
  if (into === null) return columns
  const found = await into.introspection.getTables()
  const known = found.find(({ name }) => name === table)?.columns.map(({ name }) => name)
  const unknown = columns.find((column) => known?.includes(column) !== true)
  if (unknown !== undefined) throw new Error(`it has a column that is not known: ${table}.${unknown}`)
  return columns
}

/** Deletes what opening a database created; false when it contains anything else. `db`: a transaction. */
export async function makeEmpty(kind: OpenDatabase['kind'], db: Queries): Promise<boolean> {
  const found = (await db.introspection.getTables()).map(({ name }) => name)
  const own = tables.filter((table) => found.includes(table))
  if (kind === 'postgres')
    await sql`lock table ${sql.join(own.map((table) => sql.table(table)))} in access exclusive mode nowait`.execute(
      db,
    )
  for (const table of own) {
    const { rows } = await sql<{ key?: string }>`select * from ${sql.table(table)} limit 2`.execute(db)
    if (rows.some((row) => table !== 'meta' || row.key !== 'epoch')) return false
  }
  await db.deleteFrom('meta').execute()
  return true
}
