// The link-up: programme, director's seat, roll-call, rehearsal, what the crew say to each other, and how the hour really ran.
import type { Kysely } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  const { schema } = db
  await schema.alterTable('gatherings').addColumn('stage_segment_id', 'text').execute()
  await schema.alterTable('gatherings').addColumn('stage_reached_segment_id', 'text').execute()
  await schema
    .alterTable('gatherings')
    .addColumn('stage_is_held', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  await schema
    .alterTable('gatherings')
    .addColumn('programme', 'text', (c) => c.notNull().defaultTo('[]'))
    .execute()
  await schema
    .alterTable('gatherings')
    .addColumn('director_seat', 'text', (c) =>
      c.notNull().defaultTo('{"seatId":null,"alias":"","term":0,"asking":null}'),
    )
    .execute()
  await schema.alterTable('gatherings').addColumn('roll_call', 'text').execute()
  await schema.alterTable('gatherings').addColumn('rehearsal', 'text').execute()
  await schema
    .createTable('directors')
    .addColumn('director_id', 'text', (c) => c.primaryKey())
    .addColumn('gathering_id', 'text', (c) => c.notNull())
    .addColumn('alias', 'text', (c) => c.notNull())
    .addColumn('secret_hash', 'text', (c) => c.notNull())
    .addColumn('created_at', 'bigint', (c) => c.notNull())
    .execute()
  await schema.createIndex('directors_gathering').on('directors').column('gathering_id').execute()
  await schema
    .createTable('crew_messages')
    .addColumn('gathering_id', 'text', (c) => c.notNull())
    .addColumn('message_order', 'integer', (c) => c.notNull())
    .addColumn('message_id', 'text', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('from_meeting_id', 'text')
    .addColumn('alias', 'text', (c) => c.notNull())
    .addColumn('to_meeting_id', 'text')
    .addColumn('cue', 'text')
    .addColumn('text', 'text', (c) => c.notNull())
    .addColumn('rehearsal_id', 'text')
    .addPrimaryKeyConstraint('crew_messages_key', ['gathering_id', 'message_order'])
    .addUniqueConstraint('crew_messages_id', ['gathering_id', 'message_id'])
    .execute()
  await schema
    .createTable('stage_runs')
    .addColumn('gathering_id', 'text', (c) => c.notNull())
    .addColumn('fence', 'integer', (c) => c.notNull())
    .addColumn('at', 'bigint', (c) => c.notNull())
    .addColumn('meeting_id', 'text')
    .addColumn('segment_id', 'text')
    .addColumn('is_held', 'integer', (c) => c.notNull())
    .addPrimaryKeyConstraint('stage_runs_key', ['gathering_id', 'fence'])
    .execute()
}
