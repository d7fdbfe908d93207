// When what stands in calendars last changed, and which withdrawn meetings may stand there; and numbers of changes that go on from those that were given out before.
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  for (const table of ['gatherings', 'meetings'] as const) {
    await db.schema
      .alterTable(table)
      .addColumn('revised_at', 'bigint', (c) => c.notNull().defaultTo(0))
      .execute()
  }
  await db.schema
    .alterTable('meetings')
    .addColumn('was_announced', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  // Calendar files used to say the gathering's version, which every reply raises. Calendars that hold such a file take only a larger number.
  await sql`update gatherings set revision = revision + version, revised_at = coalesce(published_at, created_at)`.execute(
    db,
  )
}
