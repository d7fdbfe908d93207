// The recorded clock in SQL: the newest time of any process with a trusted clock, shared by all processes of an installation.
import { sql } from 'kysely'
import type { Queries } from './tables.ts'

/** Epoch ms, and the process or command that wrote it. */
export type ClockRecord = { readonly at: number; readonly by: string }

const name = 'purge'

/** Without a record (a database of an earlier version): the newest time in its rows; null in an unused database. */
export async function loadClockRecord(db: Queries): Promise<ClockRecord | null> {
  const row = await db.selectFrom('clock_records').selectAll().where('name', '=', name).executeTakeFirst()
  if (row !== undefined) return { at: row.recorded_at, by: row.recorded_by }
  const newest = await newestTimeOfRows(db)
  return newest === null ? null : { at: newest, by: 'rows' }
}

async function newestTimeOfRows(db: Queries): Promise<number | null> {
  const [log, gatherings, sessions, links] = await Promise.all([
    db
      .selectFrom('changes')
      .select((select) => select.fn.max('at').as('at'))
      .executeTakeFirst(),
    db
      .selectFrom('gatherings')
      .select((select) => select.fn.max('revised_at').as('at'))
      .executeTakeFirst(),
    db
      .selectFrom('sessions')
      .select((select) => select.fn.max('created_at').as('at'))
      .executeTakeFirst(),
    db
      .selectFrom('claim_links')
      .select((select) => select.fn.max('created_at').as('at'))
      .executeTakeFirst(),
  ])
  const times = [log, gatherings, sessions, links].map((row) => Number(row?.at ?? 0))
  const newest = Math.max(...times)
  return newest > 0 ? newest : null
}

/** `isForced`: overwrites even a later time. */
export async function saveClockRecord(
  db: Queries,
  { at, by }: ClockRecord,
  { isForced = false }: { readonly isForced?: boolean } = {},
): Promise<void> {
  await db
    .insertInto('clock_records')
    .values({ name, recorded_at: at, recorded_by: by })
    .onConflict((conflict) => {
      const update = conflict.column('name').doUpdateSet({ recorded_at: at, recorded_by: by })
      return isForced ? update : update.where('clock_records.recorded_at', '<', at)
    })
    .execute()
}

/** PostgreSQL's clock, epoch ms: the same for all processes. */
export async function readDatabaseClock(db: Queries): Promise<number> {
  const { rows } = await sql<{ now: number }>`
    select cast(extract(epoch from clock_timestamp()) * 1000 as bigint) as now`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('the database does not say what time it is')
  return row.now
}
