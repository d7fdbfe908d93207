// Locks on rows, by which several processes take turns. PostgreSQL has them; SQLite has one writer at a time and needs none.
import { PostgresAdapter, type RawBuilder, sql } from 'kysely'
import type { Queries } from './tables.ts'

/** The end of a `select` whose rows are about to change: held until the transaction ends. */
export function forChange(db: Queries): RawBuilder<unknown> {
  return db.getExecutor().adapter instanceof PostgresAdapter ? sql`for update` : sql``
}

/** For what exists once in an installation. Held until the transaction ends. */
export async function takeTurn(db: Queries): Promise<void> {
  await db.selectFrom('meta').select('key').where('key', '=', 'epoch').modifyEnd(forChange(db)).execute()
}
