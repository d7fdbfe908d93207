// PostgreSQL samples the values of columns for its planner and keeps them after the rows are gone: of what people write and of secrets it must keep none.
import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** What queries are planned by: which rows belong together, and their states. They name nobody. */
const planned = ['gathering_id', 'meeting_id', 'organizer_id', 'state', 'status', 'slug', 'key', 'name']

export async function up(db: Kysely<never>): Promise<void> {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
  for (const { name, columns } of await db.introspection.getTables()) {
    const texts = columns.filter((column) => column.dataType === 'text' && !planned.includes(column.name))
    if (name.startsWith('kysely_') || texts.length === 0) continue
    const changes = texts.flatMap((column) => [
      sql`alter column ${sql.ref(column.name)} set statistics 0`,
      // The same type again drops what was sampled before, and writes no row.
      sql`alter column ${sql.ref(column.name)} type text`,
    ])
    await sql`alter table ${sql.table(name)} ${sql.join(changes)}`.execute(db)
  }
}
