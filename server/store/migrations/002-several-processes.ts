// What several processes share: leases on work that only one of them does, budgets, and the table by which Socket.IO's bus may pass long messages.
import { type Kysely, PostgresAdapter } from 'kysely'

export async function up(db: Kysely<never>): Promise<void> {
  await db.schema
    .createTable('leases')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('holder', 'text', (c) => c.notNull())
    .addColumn('expires_at', 'bigint', (c) => c.notNull())
    .execute()
  await db.schema
    .createTable('budgets')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('left', 'double precision', (c) => c.notNull())
    .addColumn('filled_at', 'bigint', (c) => c.notNull())
    .execute()
  // Codes are made so that no two are alike at a meeting, and rows of a gathering are found by its meetings: two indexes less to write.
  await db.schema.dropIndex('attendances_code').execute()
  await db.schema.dropIndex('attendances_by_gathering').execute()
  if (!(db.getExecutor().adapter instanceof PostgresAdapter)) return
  await db.schema
    .createTable('socket_io_attachments')
    .addColumn('id', 'bigserial', (c) => c.unique())
    .addColumn('created_at', 'timestamptz')
    .addColumn('payload', 'bytea')
    .execute()
}
