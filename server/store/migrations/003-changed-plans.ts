// Plans that change: the clock a gathering goes by, what was announced before, cities that moved or were merged.
import type { Kysely } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .alterTable('gatherings')
    .addColumn('clock_rule', 'text', (c) => c.notNull().defaultTo('same-instant'))
    .execute()
  await db.schema
    .alterTable('gatherings')
    .addColumn('standing', 'text', (c) => c.notNull().defaultTo('planned'))
    .execute()
  await db.schema.alterTable('gatherings').addColumn('former_starts_at', 'bigint').execute()
  await db.schema
    .alterTable('gatherings')
    .addColumn('revision', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('meetings').addColumn('former_place', 'text').execute()
  await db.schema
    .alterTable('meetings')
    .addColumn('merged_from', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute()
  await db.schema.alterTable('meetings').addColumn('merged_into', 'text').execute()
  await db.schema
    .alterTable('meetings')
    .addColumn('revision', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await db.schema.alterTable('attendances').addColumn('merged_from', 'text').execute()
}
