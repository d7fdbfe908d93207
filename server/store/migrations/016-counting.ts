// What keeps closed cities from being counted: people per minute beside the replies, a key for thresholds, the day of the last fall, and the counts rule before a merger.
import { randomBytes } from 'node:crypto'
import { type Kysely, PostgresAdapter, sql } from 'kysely'

/** As `burstMemoryMinutes` at this step. */
const memoryMinutes = 70

type Counts = 'exact' | 'band' | 'hidden'
type Row = { meeting_id: string; merged_into: string | null; exposure: string }

export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .createTable('reply_minutes')
    .addColumn('meeting_id', 'text', (c) => c.notNull())
    .addColumn('minute', 'integer', (c) => c.notNull())
    .addColumn('people', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('reply_minutes_pk', ['meeting_id', 'minute'])
    .execute()
  const since = Math.floor(Date.now() / 60_000) - memoryMinutes
  await sql`
    insert into reply_minutes (meeting_id, minute, people)
    select meeting_id, replied_minute, cast(sum(party_size) as integer) from attendances
    where replied_minute > ${since} and held <> 'source'
    group by meeting_id, replied_minute`.execute(db)
  const add = (column: string, type: 'text' | 'integer', value: string | number) =>
    schema
      .alterTable('meetings')
      .addColumn(column, type, (c) => c.notNull().defaultTo(value))
      .execute()
  await add('count_key', 'text', '')
  await add('confirmed_fell', 'integer', 0)
  await add('arrived_fell', 'integer', 0)
  await add('own_counts', 'text', '')
  await schema.alterTable('meetings').dropColumn('band_draw').execute()
  if (db.getExecutor().adapter instanceof PostgresAdapter) {
    // Orders are times from now on. SQLite keeps integers of any size.
    await sql`alter table crew_messages alter column message_order type bigint`.execute(db)
    // As migration 014 has it of texts: no secret is sampled.
    for (const column of ['count_key', 'own_counts'])
      await sql`alter table meetings alter column ${sql.ref(column)} set statistics 0`.execute(db)
  }
  const { rows } = await sql<Row>`select meeting_id, merged_into, exposure from meetings`.execute(db)
  for (const { meeting_id } of rows) {
    const key = randomBytes(24).toString('base64url')
    await sql`update meetings set count_key = ${key} where meeting_id = ${meeting_id}`.execute(db)
  }
  await tightenMerged(db, rows)
}

const rank = { exact: 0, band: 1, hidden: 2 }

/** Where a closed city joined an open one, the stricter rule of both applies from now on. */
async function tightenMerged(db: Kysely<never>, rows: readonly Row[]): Promise<void> {
  const exposures = new Map(rows.map((row) => [row.meeting_id, JSON.parse(row.exposure)]))
  const own = new Map<string, Counts>()
  for (let hasChanged = true; hasChanged; ) {
    hasChanged = false
    for (const { meeting_id, merged_into } of rows) {
      const [from, into] = [exposures.get(meeting_id), exposures.get(merged_into ?? '')]
      if (from === undefined || into === undefined || merged_into === null) continue
      const counts: Counts = from.existence === 'invited' ? 'hidden' : from.counts
      // Also where there is no rule: then neither is stricter.
      if (!(rank[counts] > rank[into.counts as Counts])) continue
      if (!own.has(merged_into)) own.set(merged_into, into.counts)
      exposures.set(merged_into, { ...into, counts })
      hasChanged = true
    }
  }
  for (const [meetingId, counts] of own) {
    const exposure = JSON.stringify(exposures.get(meetingId))
    await sql`update meetings set exposure = ${exposure}, own_counts = ${counts} where meeting_id = ${meetingId}`.execute(
      db,
    )
  }
}
