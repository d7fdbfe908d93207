// Reverts a database from the newest schema to the one before migration 012: drops what that and later migrations added.
import type { Kysely } from 'kysely'
import type { Tables } from '#server/store/tables.ts'

const added = {
  gatherings: ['public_version', 'preview_version', 'organizer_version', 'director_version'],
  meetings: [
    'host_version',
    'guest_version',
    'told_confirmed',
    'told_arrived',
    'band_draw',
    'next_list_order',
  ],
  attendances: ['host_version', 'list_order'],
  changes: ['public_version'],
} as const

/** Reverts to the schema before migration 019. */
export async function takeBackWatching(db: Kysely<Tables>): Promise<void> {
  await db.schema.alterTable('gatherings').dropColumn('told_watching').execute()
  await db.schema.dropTable('watching_from_home').execute()
  await db
    .deleteFrom('kysely_migration' as 'meta')
    .where('name' as 'key', '>=', '019-watching-from-home')
    .execute()
}

/** Reverts to the schema before migration 018. */
export async function takeBackStandingReason(db: Kysely<Tables>): Promise<void> {
  await takeBackWatching(db)
  await db.schema.alterTable('gatherings').dropColumn('standing_reason').execute()
  await db
    .deleteFrom('kysely_migration' as 'meta')
    .where('name' as 'key', '>=', '018-standing-reason')
    .execute()
}

/** Reverts to the schema before migration 016. */
export async function takeBackCounting(db: Kysely<Tables>): Promise<void> {
  await takeBackStandingReason(db)
  const { schema } = db
  await schema.dropTable('reply_minutes').execute()
  for (const column of ['count_key', 'confirmed_fell', 'arrived_fell', 'own_counts'])
    await schema.alterTable('meetings').dropColumn(column).execute()
  await schema
    .alterTable('meetings')
    .addColumn('band_draw', 'integer', (c) => c.notNull().defaultTo(1))
    .execute()
  await db
    .deleteFrom('kysely_migration' as 'meta')
    .where('name' as 'key', '>=', '016-counting')
    .execute()
}

/** Reverts to the schema before migration 013. */
export async function takeBackForgetting(db: Kysely<Tables>): Promise<void> {
  await takeBackCounting(db)
  for (const index of ['attendances_cancelled', 'meetings_to_erase'])
    await db.schema.dropIndex(index).execute()
  for (const table of ['erasures', 'erased_replies']) await db.schema.dropTable(table).execute()
  for (const column of ['cancelled_at', 'revision'])
    await db.schema.alterTable('attendances').dropColumn(column).execute()
  for (const column of ['erase_at', 'list_erased_at'])
    await db.schema.alterTable('meetings').dropColumn(column).execute()
  await db
    .deleteFrom('kysely_migration' as 'meta')
    .where('name' as 'key', '>=', '013-forgetting')
    .execute()
}

export async function takeBackAudiences(db: Kysely<Tables>): Promise<void> {
  await takeBackForgetting(db)
  await db.schema.dropTable('audience_parts').execute()
  for (const [table, columns] of Object.entries(added)) {
    for (const column of columns) await db.schema.alterTable(table).dropColumn(column).execute()
  }
  await db
    .deleteFrom('kysely_migration' as 'meta')
    .where('name' as 'key', '>=', '012-audience-versions')
    .execute()
}
