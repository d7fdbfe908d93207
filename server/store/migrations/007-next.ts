// The city that a director puts next by hand.
import type { Kysely } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('gatherings').addColumn('stage_next_meeting_id', 'text').execute()
}
