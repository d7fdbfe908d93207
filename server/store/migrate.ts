// Migrates a database to the newest schema, and creates its epoch.
import { randomBytes } from 'node:crypto'
import { type Kysely, type Migration, Migrator, sql } from 'kysely'
import * as foundation from './migrations/001-foundation.ts'
import * as severalProcesses from './migrations/002-several-processes.ts'
import * as changedPlans from './migrations/003-changed-plans.ts'
import * as zoneRules from './migrations/004-zone-rules.ts'
import * as revisedAt from './migrations/005-revised-at.ts'
import * as linkUp from './migrations/006-link-up.ts'
import * as next from './migrations/007-next.ts'
import * as keeping from './migrations/008-keeping.ts'
import * as doorKey from './migrations/009-door-key.ts'
import * as mergePaths from './migrations/010-merge-paths.ts'
import * as asked from './migrations/011-asked.ts'
import * as audienceVersions from './migrations/012-audience-versions.ts'
import * as forgetting from './migrations/013-forgetting.ts'
import * as noStatistics from './migrations/014-no-statistics.ts'
import * as replyRevisions from './migrations/015-reply-revisions.ts'
import * as counting from './migrations/016-counting.ts'
import * as fewerStatistics from './migrations/017-fewer-statistics.ts'
import * as standingReason from './migrations/018-standing-reason.ts'
import * as watchingFromHome from './migrations/019-watching-from-home.ts'
import type { Queries, Tables } from './tables.ts'

/** By file name. */
export const migrations: Readonly<Record<string, Migration>> = {
  '001-foundation': foundation,
  '002-several-processes': severalProcesses,
  '003-changed-plans': changedPlans,
  '004-zone-rules': zoneRules,
  '005-revised-at': revisedAt,
  '006-link-up': linkUp,
  '007-next': next,
  '008-keeping': keeping,
  '009-door-key': doorKey,
  '010-merge-paths': mergePaths,
  '011-asked': asked,
  '012-audience-versions': audienceVersions,
  '013-forgetting': forgetting,
  '014-no-statistics': noStatistics,
  '015-reply-revisions': replyRevisions,
  '016-counting': counting,
  '017-fewer-statistics': fewerStatistics,
  '018-standing-reason': standingReason,
  '019-watching-from-home': watchingFromHome,
}

/** The last migration that this version of the program knows. */
export const newestMigration = Object.keys(migrations).sort().at(-1) ?? ''

/**
 * On PostgreSQL, Kysely takes a lock, so that several processes may start at once. `shape`: the last migration to run, for a backup of an
 * earlier version; all if omitted. Throws when the database is newer than that, or this version does not know it.
 */
export async function migrate(db: Kysely<Tables>, shape?: string): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: {
      getMigrations: async () => migrations,
    },
  })
  await refuseNewer(db)
  if (shape !== undefined) await refuseShape(migrator, shape)
  const { error } = await (shape === undefined ? migrator.migrateToLatest() : migrator.migrateTo(shape))
  if (error !== undefined) throw error
}

/** Kysely would report it as corrupted. */
async function refuseNewer(db: Kysely<Tables>): Promise<void> {
  const unknown = [...(await appliedMigrations(db))].filter((name) => !Object.hasOwn(migrations, name)).sort()
  if (unknown.length > 0)
    throw new Error(
      `it was written by a newer version (${unknown.at(-1)}); install that one, or restore a backup of before into an empty one (docs/operations.md)`,
    )
}

/** The names of the migrations that were run; empty when there are no tables yet. */
export async function appliedMigrations(db: Queries): Promise<ReadonlySet<string>> {
  const isThere = (await db.introspection.getTables({ withInternalKyselyTables: true })).some(
    ({ name }) => name === 'kysely_migration',
  )
  if (!isThere) return new Set()
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  return new Set(rows.map(({ name }) => name))
}

/** Kysely would roll migrations back to reach an earlier one. */
async function refuseShape(migrator: Migrator, shape: string): Promise<void> {
  const known = await migrator.getMigrations()
  if (!known.some(({ name }) => name === shape))
    throw new Error(`it was written by a newer version (${shape}); install that one`)
  if (known.some(({ name, executedAt }) => executedAt !== undefined && name > shape))
    throw new Error('the database has tables of a newer version; name an empty one')
}

/** The name of the last migration that was run. */
export async function readShape(db: Queries): Promise<string> {
  const { rows } = await sql<{ name: string }>`select max(name) as name from kysely_migration`.execute(db)
  return rows[0]?.name ?? ''
}

/** Created at the first opening. If several processes do so at once, the first one's is kept. */
export async function readEpoch(db: Kysely<Tables>): Promise<string> {
  const kept = await db.selectFrom('meta').select('value').where('key', '=', 'epoch').executeTakeFirst()
  if (kept !== undefined) return kept.value
  const epoch = randomBytes(9).toString('base64url')
  await db
    .insertInto('meta')
    .values({ key: 'epoch', value: epoch })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  return readEpoch(db)
}
