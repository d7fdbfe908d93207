// Vacuums PostgreSQL: frees the space of deleted rows, or rewrites all tables without them.
import { setTimeout } from 'node:timers/promises'
import { type Kysely, sql } from 'kysely'
import type { Tables } from './tables.ts'

/** Short lock timeout: other queries on the table queue up behind a waiting lock. */
const lockMs = 300
const tries = 60
const againMs = 250
/** Half a minute, for a backup or a long report to end; then it fails and the operator sees the error. */
const readerTries = 120

/** Skips tables locked by others, such as another process that does the same. */
export async function vacuumAll(db: Kysely<Tables>): Promise<void> {
  const names = await tableNames(db)
  await sql`vacuum (skip_locked) ${sql.join(names.map((name) => sql.table(name)))}`.execute(db)
}

/**
 * Afterwards no file of these tables contains a deleted row, and no statistics contain deleted values: columns with personal data have none
 * (migrations 014 and later), and the statistics table itself is rewritten for the others. Tables are locked one after another.
 */
export async function rewriteAll(db: Kysely<Tables>): Promise<void> {
  await waitForReaders(db)
  await db.connection().execute(async (connection) => {
    await sql`set lock_timeout = ${sql.lit(lockMs)}`.execute(connection)
    for (const name of await tableNames(db)) {
      await locking(() => rewriteTable(connection, name))
      await locking(() => forgetSamples(connection, name))
    }
    await locking(() => rewriteTable(connection, 'pg_catalog.pg_statistic'))
  })
}

async function rewriteTable(connection: Kysely<Tables>, name: string): Promise<void> {
  const isOurs = !name.startsWith('pg_catalog.')
  await sql`vacuum (full ${sql.raw(isOurs ? ', analyze' : '')}) ${sql.table(name)}`.execute(connection)
}

/** For an empty table `analyze` keeps old samples. Setting the columns' types again, unchanged, drops them. */
async function forgetSamples(connection: Kysely<Tables>, name: string): Promise<void> {
  const { rows: some } = await sql`select 1 from ${sql.table(name)} limit 1`.execute(connection)
  if (some.length > 0) return
  const { rows } = await sql<{ column: string; type: string }>`
    select attname as column, format_type(atttypid, atttypmod) as type
    from pg_attribute join pg_stats using (attname)
    where attrelid = ${name}::regclass and tablename = ${name} and schemaname = current_schema()`.execute(
    connection,
  )
  if (rows.length === 0) return
  const changes = rows.map(({ column, type }) => sql`alter column ${sql.ref(column)} type ${sql.raw(type)}`)
  await sql`alter table ${sql.table(name)} ${sql.join(changes)}`.execute(connection)
}

/** Retries while another session holds the table. */
async function locking(work: () => Promise<void>): Promise<void> {
  for (let tried = 1; ; tried += 1) {
    try {
      await work()
      return
    } catch (error) {
      if ((error as { code?: unknown }).code !== '55P03' || tried === tries) throw error
      await setTimeout(againMs)
    }
  }
}

/**
 * `vacuum full` copies deleted rows while any snapshot of this database may still see them. A snapshot is as old as the oldest transaction
 * that was writing when it was taken, even in another database of the server: both kinds must have ended.
 */
async function waitForReaders(db: Kysely<Tables>): Promise<void> {
  const { rows: begun } = await sql<{ now: string }>`select pg_current_xact_id()::text as now`.execute(db)
  const now = begun[0]?.now ?? ''
  for (let tried = 1; ; tried += 1) {
    const { rows } = await sql<{ is_over: boolean }>`
      select pg_snapshot_xmin(pg_current_snapshot()) >= ${now}::xid8 and not exists (
        select 1 from pg_stat_activity
        where datname = current_database() and pid <> pg_backend_pid()
          and age(backend_xmin) > age((${now}::xid8)::xid)
      ) as is_over`.execute(db)
    if (rows[0]?.is_over === true) return
    if (tried === readerTries)
      throw new Error(
        'what was erased may still be in the files of PostgreSQL, because somebody reads an older state',
      )
    await setTimeout(againMs)
  }
}

async function tableNames(db: Kysely<Tables>): Promise<readonly string[]> {
  return (await db.introspection.getTables()).map(({ name }) => name)
}
