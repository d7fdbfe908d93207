// A key of its own for the codes of a door, so that renewing an invitation makes no code twice.
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .alterTable('meetings')
    .addColumn('door_key', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  // Codes were made from the invitation so far.
  await sql`update meetings set door_key = invitation`.execute(db)
}
