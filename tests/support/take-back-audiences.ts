// Takes a database of the newest shape back to what it was before migration 012.
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

export async function takeBackAudiences(db: Kysely<Tables>): Promise<void> {
  await db.schema.dropTable('audience_parts').execute()
  for (const [table, columns] of Object.entries(added)) {
    for (const column of columns) await db.schema.alterTable(table).dropColumn(column).execute()
  }
  await db
    .deleteFrom('kysely_migration' as 'meta')
    .where('name' as 'key', '=', '012-audience-versions')
    .execute()
}
