// Which version serves: processes of two versions must not serve one database side by side, because rows and entries of the log mean something
// else to each.
import { sql } from 'kysely'
import { endLease, leasesHeld, takeLease } from './lease-rows.ts'
import { appliedMigrations, newestMigration } from './migrate.ts'
import { applicationNames } from './postgres-database.ts'
import type { Queries } from './tables.ts'

/** Since this migration a process that serves holds a lease. */
const leasesSince = '016-counting'
const prefix = 'serving:'
const lastsMs = 60_000

/** `build`: from which sources the process was built. */
function nameOf(build: string, holder: string): string {
  return `${prefix}${newestMigration}+${build}:${holder}`
}

/** For the process `holder`, from `now` (epoch ms) on for a minute. */
export async function sayServing(db: Queries, build: string, holder: string, now: number): Promise<void> {
  await takeLease(db, { name: nameOf(build, holder), holder, now, lastsMs })
}

export async function endServing(db: Queries, build: string, holder: string): Promise<void> {
  await endLease(db, nameOf(build, holder))
}

/**
 * Throws one line where a process of another version serves this database. To be called before anything is migrated. Without `build` other
 * sources with the same tables are no other version: commands beside a server, such as a panic, ask so.
 */
export async function refuseOtherVersions(
  db: Queries,
  kind: 'sqlite' | 'postgres',
  now: number,
  build?: string,
): Promise<void> {
  // Versions before the leases hold none, but they are connected.
  const isConnected = kind === 'postgres' && (await isServedHere(db))
  const applied = await appliedMigrations(db)
  if (!applied.has('002-several-processes')) return
  const held = await leasesHeld(db, now)
  const ours = build === undefined ? `${prefix}${newestMigration}+` : nameOf(build, '')
  const isOther = held.some(({ name }) => name.startsWith(prefix) && !name.startsWith(ours))
  if (isOther || (isConnected && !applied.has(leasesSince))) throw new Error(refusal)
}

const refusal =
  'a process of another version serves it; stop all of them, then start this one (docs/operations.md)'

async function isServedHere(db: Queries): Promise<boolean> {
  const { rows } = await sql<{ many: number | string }>`
    select count(*) as many from pg_stat_activity
    where datname = current_database() and application_name = ${applicationNames.serving}`.execute(db)
  return Number(rows[0]?.many ?? 0) > 0
}
