// Opens PostgreSQL: one database, which several processes may serve at once.
import { Kysely, PostgresDialect, sql } from 'kysely'
import { migrate } from './migrate.ts'
import { openPostgresPool, type Purpose } from './postgres-database.ts'
import { rewriteAll, vacuumAll } from './postgres-upkeep.ts'
import { refuseOtherVersions } from './serving-version.ts'
import type { OpenDatabase, Tables } from './tables.ts'

const oldestVersion = 15

/** Throws a one-line reason, never with the password, when this database cannot be used. `shape` as in `migrate`. */
export async function openPostgresDatabase(
  url: string,
  purpose: Purpose = 'serving',
  { shape, build }: { readonly shape?: string; readonly build?: string } = {},
): Promise<OpenDatabase> {
  await withUpkeep(url, async (db) => {
    await refuseUnfit(db)
    await refuseOtherVersions(db, 'postgres', Date.now(), build)
    await migrate(db, shape)
  })
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPostgresPool(url, purpose) }) })
  return {
    kind: 'postgres',
    db,
    scrub: () => withUpkeep(url, vacuumAll),
    rewrite: () => withUpkeep(url, rewriteAll),
    atOneState: (work) =>
      withUpkeep(url, (upkeep) =>
        upkeep
          .transaction()
          .setIsolationLevel('repeatable read')
          .setAccessMode('read only')
          .execute((transaction) => work(transaction)),
      ),
    writtenElsewhere: async () => null,
    close: () => db.destroy(),
  }
}

/** Runs work on separate connections without a statement timeout. */
async function withUpkeep<Value>(url: string, work: (db: Kysely<Tables>) => Promise<Value>): Promise<Value> {
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool: openPostgresPool(url, 'upkeep') }) })
  try {
    return await work(db)
  } catch (error) {
    throw new Error(reasonOf(error), { cause: error })
  } finally {
    await db.destroy()
  }
}

/** A connection to `localhost` fails once per address; the AggregateError itself has no message. */
function reasonOf(error: unknown): string {
  if (error instanceof AggregateError) return reasonOf(error.errors[0])
  return error instanceof Error ? error.message : String(error)
}

async function refuseUnfit(db: Kysely<Tables>): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string; fsync: string; is_copy: boolean }>`
    select current_setting('server_version_num')::integer / 10000 as version,
      current_setting('server_encoding') as encoding,
      current_setting('fsync') as fsync,
      pg_is_in_recovery() as is_copy`.execute(db)
  const [found] = rows
  if (found === undefined) throw new Error('PostgreSQL says nothing of itself')
  if (found.version < oldestVersion)
    throw new Error(`PostgreSQL ${found.version} is too old; ${oldestVersion} or later is needed`)
  if (found.encoding !== 'UTF8')
    throw new Error(`its encoding is ${found.encoding}; create the database with encoding 'UTF8'`)
  if (found.fsync !== 'on')
    throw new Error('its setting fsync is off, so that a power cut would take replies that were acknowledged')
  if (found.is_copy) throw new Error('it is a standby, which can only be read')
}
