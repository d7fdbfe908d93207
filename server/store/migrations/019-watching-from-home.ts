// How many people said that they will watch a gathering from home: one number for each gathering, and the floor that is told of it.
import { type Kysely, PostgresAdapter, sql } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .alterTable('gatherings')
    .addColumn('told_watching', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema
    .createTable('watching_from_home')
    .addColumn('gathering_id', 'text', (column) => column.primaryKey())
    .addColumn('people', 'integer', (column) => column.notNull())
    .addColumn('fell', 'integer', (column) => column.notNull())
    .addColumn('count_key', 'text', (column) => column.notNull())
    .execute()
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
  // As migrations 014 and 017 have it: no number of people and no secret is sampled.
  await sql`alter table gatherings alter column told_watching set statistics 0`.execute(db)
  for (const column of ['people', 'fell', 'count_key'])
    await sql`alter table watching_from_home alter column ${sql.ref(column)} set statistics 0`.execute(db)
}
