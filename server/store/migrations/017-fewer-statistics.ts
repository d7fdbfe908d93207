// PostgreSQL keeps samples of addresses made from titles, and of numbers and moments of replies, after the rows are gone: it must keep none either.
import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** Beside the columns of migration 014. Keys and states, by which queries are planned, stay. */
const columns = {
  gatherings: ['slug', 'next_queue_order'],
  meetings: [
    'capacity',
    'asked',
    'confirmed',
    'vouched',
    'waiting',
    'arrived',
    'walk_ins',
    'told_confirmed',
    'told_arrived',
    'confirmed_fell',
    'arrived_fell',
    'proposed_at',
    'host_version',
    'guest_version',
    'next_list_order',
    'revised_at',
    'link_since',
    'list_erased_at',
    'erase_at',
  ],
  attendances: [
    'party_size',
    'queue_order',
    'arrived',
    'vouched',
    'replied_minute',
    'cancelled_at',
    'host_version',
    'list_order',
    'revision',
  ],
  changes: ['at'],
  crew_messages: ['at', 'message_order'],
  directors: ['created_at'],
  erasures: ['erased_at'],
  removed_gatherings: ['removed_at'],
  sessions: ['created_at', 'expires_at'],
  claim_links: ['created_at', 'used_at'],
  reply_minutes: ['minute', 'people'],
  socket_io_attachments: ['payload', 'created_at'],
} as const

export async function up(db: Kysely<never>): Promise<void> {
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
  const tables = await db.introspection.getTables()
  for (const [table, names] of Object.entries(columns)) {
    const known = tables.find(({ name }) => name === table)?.columns ?? []
    const changes = known
      .filter(({ name }) => (names as readonly string[]).includes(name))
      .flatMap(({ name, dataType }) => [
        sql`alter column ${sql.ref(name)} set statistics 0`,
        // The same type again drops what was sampled before, and writes no row.
        sql`alter column ${sql.ref(name)} type ${sql.raw(dataType)}`,
      ])
    if (changes.length > 0) await sql`alter table ${sql.table(table)} ${sql.join(changes)}`.execute(db)
  }
}
