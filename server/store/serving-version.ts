// Which version serves: processes of two versions must not serve one database side by side, because rows mean something else to each.
import { sql } from 'kysely'
import { endLease, leasesHeld, takeLease } from './lease-rows.ts'
import { applicationNames } from './postgres-database.ts'
import type { Queries } from './tables.ts'

/** The last migration after which rows mean something else than before. */
export const servingVersion = '016-counting'

const prefix = 'serving:'
const lastsMs = 60_000

/** For the process `holder`, from `now` (epoch ms) on for a minute. */
export async function sayServing(db: Queries, holder: string, now: number): Promise<void> {
  await takeLease(db, { name: `${prefix}${servingVersion}:${holder}`, holder, now, lastsMs })
}

export async function endServing(db: Queries, holder: string): Promise<void> {
  await endLease(db, `${prefix}${servingVersion}:${holder}`)
}

/** Throws one line where a process of another version serves this database. To be called before anything is migrated. */
export async function refuseOtherVersions(
  db: Queries,
  kind: 'sqlite' | 'postgres',
  now: number,
): Promise<void> {
  // Versions before this one hold no such lease, but they are connected.
  const isConnected = kind === 'postgres' && (await isServedHere(db))
  const applied = await appliedMigrations(db)
  if (!applied.has('002-several-processes')) return
  const held = await leasesHeld(db, now)
  const isOther = held.some(
    ({ name }) => name.startsWith(prefix) && !name.startsWith(`${prefix}${servingVersion}:`),
  )
  if (isOther || (isConnected && !applied.has(servingVersion))) throw new Error(refusal)
}

const refusal =
  'a process of another version serves it; stop all of them, then start this one (docs/operations.md)'

async function isServedHere(db: Queries): Promise<boolean> {
  const { rows } = await sql<{ many: number | string }>`
    select count(*) as many from pg_stat_activity
    where datname = current_database() and application_name = ${applicationNames.serving}`.execute(db)
  return Number(rows[0]?.many ?? 0) > 0
}

async function appliedMigrations(db: Queries): Promise<ReadonlySet<string>> {
  const isThere = (await db.introspection.getTables({ withInternalKyselyTables: true })).some(
    ({ name }) => name === 'kysely_migration',
  )
  if (!isThere) return new Set()
  const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
  return new Set(rows.map(({ name }) => name))
}
