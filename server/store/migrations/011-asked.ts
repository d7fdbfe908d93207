// Asked replies: how each meeting lets people in, when a reply was placed (to the minute), why it was held, and what was decided of it.
import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema
    .alterTable('meetings')
    .addColumn('admission', 'text', (c) => c.notNull().defaultTo('held-when-odd'))
    .execute()
  for (const name of ['asked', 'vouched']) {
    await schema
      .alterTable('meetings')
      .addColumn(name, 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
  }
  await schema
    .alterTable('attendances')
    .addColumn('replied_minute', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await schema
    .alterTable('attendances')
    .addColumn('held', 'text', (c) => c.notNull().defaultTo(''))
    .execute()
  await schema.alterTable('attendances').addColumn('decision_id', 'text').execute()
  await schema.alterTable('attendances').addColumn('decided_from', 'text').execute()
  await sql`create index attendances_minute on attendances (meeting_id, replied_minute)`.execute(db)
  await sql`create index attendances_decision on attendances (meeting_id, decision_id) where decision_id is not null`.execute(
    db,
  )
  await sql`
    update meetings set vouched = (
      select coalesce(sum(party_size), 0) from attendances
      where attendances.meeting_id = meetings.meeting_id and state = 'confirmed' and attendances.vouched = 1)`.execute(
    db,
  )
}
