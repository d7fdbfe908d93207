// Pending cleanup of the database files, stored in `meta`, so that a failed attempt or a restart does not lose it.
import { randomBytes } from 'node:crypto'
import type { Queries } from './tables.ts'

/**
 * `rewrite`: after a panic, rewrites all tables on both kinds of database. `tidy`: after other erasures, rewrites SQLite; on PostgreSQL it
 * frees the space of deleted rows.
 */
export type Tidying = 'tidy' | 'rewrite'

/** Pending cleanups, each with a mark that distinguishes it from a later request of the same kind. */
export type Wanted = ReadonlyMap<Tidying, string>

const keys = { tidy: 'wanted-tidy', rewrite: 'wanted-rewrite' } as const

/** Part of the erasing transaction, so that the request is never missing after the erasure. */
export async function wantTidying(db: Queries, tidying: Tidying): Promise<void> {
  const value = randomBytes(9).toString('base64url')
  await db
    .insertInto('meta')
    .values({ key: keys[tidying], value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}

export async function wantedTidying(db: Queries): Promise<Wanted> {
  const rows = await db.selectFrom('meta').selectAll().where('key', 'in', Object.values(keys)).execute()
  const wanted = new Map<Tidying, string>()
  for (const { key, value } of rows) wanted.set(key === keys.rewrite ? 'rewrite' : 'tidy', value)
  return wanted
}

/** Deletes completed requests; requests repeated meanwhile stay. */
export async function forgetTidying(db: Queries, done: Wanted): Promise<void> {
  for (const [tidying, value] of done)
    await db.deleteFrom('meta').where('key', '=', keys[tidying]).where('value', '=', value).execute()
}
