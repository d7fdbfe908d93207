// How often a reply changed for its holder: their private calendar must say it, or a calendar program keeps the entry that it has.
import type { Kysely } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .alterTable('attendances')
    .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
}
