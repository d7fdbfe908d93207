// Zone rules that governments change: what each meeting's clock showed by the rules of before, so that a difference is noticed.
import type { Kysely } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  await db.schema.alterTable('meetings').addColumn('zone_moved', 'text').execute()
  await db.schema
    .createTable('zone_readings')
    .addColumn('meeting_id', 'text', (c) => c.primaryKey())
    .addColumn('gathering_id', 'text', (c) => c.notNull())
    .addColumn('plan', 'text', (c) => c.notNull())
    .addColumn('starts_at', 'bigint', (c) => c.notNull())
    .addColumn('offset_minutes', 'integer', (c) => c.notNull())
    .execute()
  await db.schema.createIndex('zone_readings_gathering').on('zone_readings').column('gathering_id').execute()
}
