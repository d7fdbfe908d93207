// Prevents two versions from serving one database at once, because rows and log entries mean something else to each.
import { sql } from 'kysely'
import { endLease, leasesHeld, takeLease } from './lease-rows.ts'
import { appliedMigrations, newestMigration } from './migrate.ts'
import { applicationNames } from './postgres-database.ts'
import type { Queries } from './tables.ts'

/** Serving processes hold a lease since this migration. */
const leasesSince = '016-counting'
const prefix = 'serving:'
const lastsMs = 60_000

/** `build`: identifies the sources of the process. */
function nameOf(build: string, holder: string): string {
  return `${prefix}${newestMigration}+${build}:${holder}`
}

/** Takes the lease of process `holder` for one minute from `now` (epoch ms). */
export async function sayServing(db: Queries, build: string, holder: string, now: number): Promise<void> {
  await takeLease(db, { name: nameOf(build, holder), holder, now, lastsMs })
}

export async function endServing(db: Queries, build: string, holder: string): Promise<void> {
  await endLease(db, nameOf(build, holder))
}

/**
 * Throws a one-line reason when a process of another version serves this database. Call before migrating. Without `build`, other sources
 * with the same schema are allowed: commands beside a server, such as a panic, use that.
 */
export async function refuseOtherVersions(
  db: Queries,
  kind: 'sqlite' | 'postgres',
  now: number,
  build?: string,
): Promise<void> {
  // Versions from before the leases hold none, but are connected.
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
