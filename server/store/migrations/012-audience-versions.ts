// A version for each audience, the parts of a gathering that it reads, the told bands, and a new epoch: old screens take a snapshot once.
import { randomBytes, randomInt } from 'node:crypto'
import { type Kysely, sql } from 'kysely'

const ofGathering = ['public_version', 'preview_version', 'organizer_version', 'director_version'] as const
const ofMeeting = [
  'host_version',
  'guest_version',
  'told_confirmed',
  'told_arrived',
  'band_draw',
  'next_list_order',
] as const

export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  const add = (table: string, column: string) =>
    schema
      .alterTable(table)
      .addColumn(column, 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
  for (const column of ofGathering) await add('gatherings', column)
  for (const column of ofMeeting) await add('meetings', column)
  for (const column of ['host_version', 'list_order']) await add('attendances', column)
  await add('changes', 'public_version')
  await schema
    .createTable('audience_parts')
    .addColumn('gathering_id', 'text', (c) => c.notNull())
    .addColumn('layer', 'text', (c) => c.notNull())
    .addColumn('part', 'text', (c) => c.notNull())
    .addColumn('version', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('audience_parts_pk', ['gathering_id', 'layer', 'part'])
    .execute()
  await schema
    .createIndex('audience_parts_by_version')
    .on('audience_parts')
    .columns(['gathering_id', 'layer', 'version'])
    .execute()
  await numberLists(db)
  await drawBands(db)
  // Versions mean something else from now on. Without an epoch yet, the first opening makes one.
  const epoch = randomBytes(9).toString('base64url')
  await sql`update meta set value = ${epoch} where key = 'epoch'`.execute(db)
}

/** The order within each meeting's own list, by the order of replying in the whole gathering. */
async function numberLists(db: Kysely<never>): Promise<void> {
  await sql`
    update attendances set list_order = ranked.place
    from (
      select attendance_id, row_number() over (partition by meeting_id order by queue_order) as place
      from attendances
    ) as ranked
    where attendances.attendance_id = ranked.attendance_id`.execute(db)
  await sql`
    update meetings set next_list_order = 1 + coalesce(
      (select max(list_order) from attendances where attendances.meeting_id = meetings.meeting_id), 0)`.execute(
    db,
  )
}

/** A secret number for each city; the first batch after the start tells the bands. */
async function drawBands(db: Kysely<never>): Promise<void> {
  const { rows } = await sql<{ meeting_id: string }>`select meeting_id from meetings`.execute(db)
  for (const { meeting_id } of rows) {
    await sql`update meetings set band_draw = ${randomInt(2 ** 31)} where meeting_id = ${meeting_id}`.execute(
      db,
    )
  }
}
