// Copies and verifies a whole database into an empty one of either kind, in one transaction.
import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { applicationNames } from './postgres-database.ts'
import type { OpenDatabase, Queries, Tables } from './tables.ts'

/** Tables with short-lived state of running processes; not copied. */
type Passing = 'leases' | 'budgets'

/** Every copied table with its primary key. In this order, because sessions reference organizers. */
export const tableKeys: {
  readonly [Table in Exclude<keyof Tables, Passing>]: readonly (keyof Tables[Table] & string)[]
} = {
  meta: ['key'],
  organizers: ['organizer_id'],
  sessions: ['session_hash'],
  claim_links: ['token_hash'],
  gatherings: ['gathering_id'],
  gathering_crew: ['gathering_id', 'organizer_id'],
  meetings: ['meeting_id'],
  attendances: ['attendance_id'],
  changes: ['gathering_id', 'version'],
  audience_parts: ['gathering_id', 'layer', 'part'],
  zone_readings: ['meeting_id'],
  directors: ['director_id'],
  crew_messages: ['gathering_id', 'message_id'],
  stage_runs: ['gathering_id', 'fence'],
  clock_records: ['name'],
  removed_gatherings: ['removal_key'],
  erasures: ['erasure_key'],
  erased_replies: ['attendance_id'],
  reply_minutes: ['meeting_id', 'minute'],
  watching_from_home: ['gathering_id'],
}
export type KeptTable = keyof typeof tableKeys
export const tables = Object.keys(tableKeys) as KeptTable[]

const rowsAtOnce = 1000
/** SQLite takes 32,766 values in one statement, PostgreSQL 65,535. */
const valuesAtOnce = 32_000
const rowsBetweenWords = 50_000

export type Copied =
  | { readonly ok: true; readonly tables: number; readonly rows: number }
  | { readonly ok: false; readonly reason: 'source-in-use' | 'target-in-use' | 'target-not-empty' }

type Refusal = Extract<Copied, { readonly ok: false }>['reason']

/** Thrown to roll back the surrounding transaction. */
class Refused extends Error {
  readonly reason: Refusal
  constructor(reason: Refusal) {
    super(reason)
    this.reason = reason
  }
}

/**
 * Both databases must be opened only for this. The epoch is copied too, so that open clients need no new snapshot. Throws when an error
 * occurs or the copies differ; the target is then rolled back.
 */
export async function copyStore(
  source: OpenDatabase,
  target: OpenDatabase,
  tell: (line: string) => void,
): Promise<Copied> {
  try {
    return await reading(source, (from) => writing(target, (to) => copyAll(from, to, tell)))
  } catch (error) {
    if (error instanceof Refused) return { ok: false, reason: error.reason }
    throw error
  }
}

async function copyAll(from: Queries, to: Queries, tell: (line: string) => void): Promise<Copied> {
  // Deletes the new database's own epoch; the source's replaces it.
  await to.deleteFrom('meta').execute()
  let rows = 0
  for (const table of tables) {
    const read = await copyTable(from, to, table, tell)
    const written = await fingerprint(to, table)
    if (read.rows !== written.rows || read.hash !== written.hash)
      throw new Error(`${table} is not the same on both sides`)
    tell(`${table}: ${counted(read.rows)} copied and compared`)
    rows += read.rows
  }
  return { ok: true, tables: tables.length, rows }
}

/** In statements small enough for both databases, however wide the table is. */
export async function insertRows(to: Queries, table: KeptTable, rows: readonly Row[]): Promise<void> {
  const atOnce = Math.floor(valuesAtOnce / Math.max(1, Object.keys(rows[0] ?? {}).length))
  for (let from = 0; from < rows.length; from += atOnce) {
    await to
      .insertInto(table)
      .values(rows.slice(from, from + atOnce))
      .execute()
  }
}

export type Fingerprint = { readonly rows: number; readonly hash: string }

async function copyTable(
  from: Queries,
  to: Queries,
  table: KeptTable,
  tell: (line: string) => void,
): Promise<Fingerprint> {
  const all = await countRows(from, table)
  const sum = createSum()
  for await (const batch of readBatches(from, table)) {
    sum.add(batch)
    await insertRows(to, table, batch)
    if (sum.result().rows % rowsBetweenWords === 0) tell(`${table}: ${sum.result().rows} of ${counted(all)}`)
  }
  return sum.result()
}

export async function fingerprint(db: Queries, table: KeptTable): Promise<Fingerprint> {
  const sum = createSum()
  for await (const batch of readBatches(db, table)) sum.add(batch)
  return sum.result()
}

export type Row = Readonly<Record<string, unknown>>

/** An order-independent sum of row hashes: the two databases may sort text differently and so read the rows in another order. */
export function createSum() {
  const modulus = 1n << 256n
  let rows = 0
  let sum = 0n
  return {
    add: (batch: readonly Row[]) => {
      for (const row of batch) {
        const columns = Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1))
        const text = JSON.stringify(columns)
        sum = (sum + BigInt(`0x${createHash('sha256').update(text).digest('hex')}`)) % modulus
        rows += 1
      }
    },
    result: (): Fingerprint => ({ rows, hash: sum.toString(16) }),
  }
}

/** Pages by key, so that only one batch is in memory, whatever the size of the table. */
export async function* readBatches(db: Queries, table: KeptTable): AsyncGenerator<Row[]> {
  const keys = sql.join(tableKeys[table].map((key) => sql.ref(key)))
  let last: Row | undefined
  for (;;) {
    const known = last
    const after =
      known === undefined
        ? sql``
        : sql`where (${keys}) > (${sql.join(tableKeys[table].map((key) => known[key]))})`
    const { rows } = await sql<Row>`select * from ${sql.table(table)} ${after}
      order by ${keys} limit ${sql.lit(rowsAtOnce)}`.execute(db)
    if (rows.length > 0) yield rows
    if (rows.length < rowsAtOnce) return
    last = rows.at(-1)
  }
}

async function countRows(db: Queries, table: KeptTable): Promise<number> {
  const { count } = await db
    .selectFrom(table)
    .select((select) => select.fn.countAll().as('count'))
    .executeTakeFirstOrThrow()
  return Number(count)
}

const counted = (rows: number) => (rows === 1 ? '1 row' : `${rows} rows`)

/** Reads one consistent state of the source. SQLite was opened exclusively, so nobody else can write. */
async function reading<Value>(
  { kind, db }: OpenDatabase,
  work: (db: Queries) => Promise<Value>,
): Promise<Value> {
  if (kind === 'sqlite') return db.transaction().execute(work)
  if (await isServed(db)) throw new Refused('source-in-use')
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .execute(async (transaction) => {
      await lockAll(transaction, 'share', 'source-in-use')
      return work(transaction)
    })
}

async function writing<Value>(
  { kind, db }: OpenDatabase,
  work: (db: Queries) => Promise<Value>,
): Promise<Value> {
  if (kind === 'postgres' && (await isServed(db))) throw new Refused('target-in-use')
  return db.transaction().execute(async (transaction) => {
    // A server that starts too early waits here and never sees a partial copy.
    if (kind === 'postgres') await lockAll(transaction, 'access exclusive', 'target-in-use')
    if (!(await isEmpty(transaction))) throw new Refused('target-not-empty')
    return work(transaction)
  })
}

/** Servers keep at least one connection with their application name; connections of another account may be hidden from this one. */
async function isServed(db: Kysely<Tables>): Promise<boolean> {
  const { rows } = await sql`select pid from pg_stat_activity
    where datname = current_database() and application_name = ${applicationNames.serving}`.execute(db)
  return rows.length > 0
}

async function lockAll(db: Queries, mode: 'share' | 'access exclusive', refusal: Refusal): Promise<void> {
  const all = sql.join(tables.map((table) => sql.table(table)))
  const locking = sql`lock table ${all} in ${sql.raw(mode)} mode nowait`.execute(db)
  await locking.catch((error: unknown) => {
    throw isLockNotAvailable(error) ? new Refused(refusal) : error
  })
}

const isLockNotAvailable = (error: unknown) => (error as { code?: unknown }).code === '55P03'

/** Empty as before the first start of a server: tables, and possibly the epoch created on opening. */
async function isEmpty(db: Queries): Promise<boolean> {
  for (const table of tables) {
    const { rows } = await sql<{ key?: string }>`select * from ${sql.table(table)} limit 2`.execute(db)
    if (rows.some((row) => table !== 'meta' || row.key !== 'epoch')) return false
  }
  return true
}
