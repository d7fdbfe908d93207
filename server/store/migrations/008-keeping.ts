// When a gathering was purged, the recorded clock, the memory of removed gatherings, codes for meetings purged before, and missing indexes.
import type { Kysely } from 'kysely'
import { makeCode, makeSecret } from '../../secrets.ts'

type Before = {
  gatherings: {
    gathering_id: string
    starts_at: number | null
    purge_at: number | null
    purged_at: number | null
    purged_version: number
    version: number
  }
  meetings: { meeting_id: string; arrival_code: string; invitation: string }
}

export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema.alterTable('gatherings').addColumn('purged_at', 'bigint').execute()
  await schema
    .alterTable('gatherings')
    .addColumn('purged_version', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await schema
    .createTable('clock_records')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('recorded_at', 'bigint', (c) => c.notNull())
    .addColumn('recorded_by', 'text', (c) => c.notNull())
    .execute()
  await schema
    .createTable('removed_gatherings')
    .addColumn('removal_key', 'text', (c) => c.primaryKey())
    .addColumn('removed_at', 'bigint', (c) => c.notNull())
    .execute()
  await addIndexes(db)
  await markPurged(db as unknown as Kysely<Before>)
  await renewEmptyCodes(db as unknown as Kysely<Before>)
}

async function addIndexes({ schema }: Kysely<never>): Promise<void> {
  const indexes = [
    ['crew_by_organizer', 'gathering_crew', ['organizer_id']],
    ['gatherings_by_purge', 'gatherings', ['purge_at']],
    ['gatherings_by_start', 'gatherings', ['starts_at']],
    ['gatherings_by_publishing', 'gatherings', ['status', 'is_example', 'published_at']],
    ['gatherings_by_date', 'gatherings', ['status', 'is_example', 'starts_at', 'gathering_id']],
    ['sessions_by_expiry', 'sessions', ['expires_at']],
    ['claim_links_by_age', 'claim_links', ['created_at']],
    ['removed_by_age', 'removed_gatherings', ['removed_at']],
  ] as const
  for (const [name, table, columns] of indexes) {
    await schema
      .createIndex(name)
      .on(table)
      .columns([...columns])
      .execute()
  }
}

/**
 * Earlier versions took the date away from a purged gathering and gave it none again, so that what was written afterwards stayed for
 * good. With a date in the past the next purge takes that out too.
 */
async function markPurged(db: Kysely<Before>): Promise<void> {
  await db
    .updateTable('gatherings')
    .set((row) => ({
      purged_at: row.ref('starts_at'),
      purged_version: row.ref('version'),
      purge_at: row.ref('starts_at'),
    }))
    .where('purge_at', 'is', null)
    .where('starts_at', 'is not', null)
    .execute()
}

/** Earlier versions emptied the codes, which left invited meetings closed for ever and let an empty code in at the door. */
async function renewEmptyCodes(db: Kysely<Before>): Promise<void> {
  const empty = await db
    .selectFrom('meetings')
    .select('meeting_id')
    .where((where) => where.or([where('arrival_code', '=', ''), where('invitation', '=', '')]))
    .execute()
  for (const { meeting_id } of empty) {
    await db
      .updateTable('meetings')
      .set({ arrival_code: makeCode(6), invitation: `i_${makeSecret()}` })
      .where('meeting_id', '=', meeting_id)
      .execute()
  }
}
