// When cancelled replies and withdrawn cities are erased, which lists were erased, records of erasures, and a purge date for every gathering.
import { type Kysely, sql } from 'kysely'

const dayMs = 24 * 60 * 60 * 1000
/** As `server/commands/purge-date.ts` had it at this step. */
const keptUndatedMs = 180 * dayMs
/** So that an organizer can still see the date and set an instant. */
const atLeastMs = 30 * dayMs

export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema.alterTable('attendances').addColumn('cancelled_at', 'bigint').execute()
  await schema.alterTable('meetings').addColumn('erase_at', 'bigint').execute()
  await schema.alterTable('meetings').addColumn('list_erased_at', 'bigint').execute()
  await schema
    .createTable('erasures')
    .addColumn('erasure_key', 'text', (c) => c.primaryKey())
    .addColumn('erased_at', 'bigint', (c) => c.notNull())
    .addColumn('proof', 'text', (c) => c.notNull())
    .execute()
  await schema
    .createTable('erased_replies')
    .addColumn('attendance_id', 'text', (c) => c.primaryKey())
    .addColumn('gathering_id', 'text', (c) => c.notNull())
    .execute()
  await sql`create index attendances_cancelled on attendances (cancelled_at) where cancelled_at is not null`.execute(
    db,
  )
  await sql`create index meetings_to_erase on meetings (erase_at) where erase_at is not null`.execute(db)
  await schema.createIndex('erasures_by_age').on('erasures').column('erased_at').execute()
  const now = Date.now()
  await sql`update attendances set cancelled_at = ${now} where state = 'cancelled'`.execute(db)
  await sql`
    update meetings set erase_at = ${now + dayMs}
    where status = 'withdrawn' and merged_into is null`.execute(db)
  await sql`
    update gatherings
    set purge_at = case
      when created_at + ${keptUndatedMs} > ${now + atLeastMs} then created_at + ${keptUndatedMs}
      else ${now + atLeastMs} end
    where purge_at is null and purged_at is null and is_example = 0`.execute(db)
}
