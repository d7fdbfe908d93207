// Why a gathering was postponed or cancelled, in its organizers' words.
import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .alterTable('gatherings')
    .addColumn('standing_reason', 'text', (column) => column.notNull().defaultTo(''))
    .execute()
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
  // As migration 014 has it of texts: what people write is not sampled.
  await sql`alter table gatherings alter column standing_reason set statistics 0`.execute(db)
}
