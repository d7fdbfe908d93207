// Row locks, with which several processes take turns. Only PostgreSQL needs them: SQLite has one writer at a time.
import { PostgresAdapter, type RawBuilder, sql } from 'kysely'
import type { Queries } from './tables.ts'

/** Ends a `select` of rows that will be changed: locks them until the transaction ends. */
export function forChange(db: Queries): RawBuilder<unknown> {
  return db.getExecutor().adapter instanceof PostgresAdapter ? sql`for update` : sql``
}

/** A lock for what exists once per installation, held until the transaction ends. */
export async function takeTurn(db: Queries): Promise<void> {
  await db.selectFrom('meta').select('key').where('key', '=', 'epoch').modifyEnd(forChange(db)).execute()
}
