// Which tidying of the database's files is still to be done, kept in `meta`: a failed attempt or a restart does not lose it.
import { randomBytes } from 'node:crypto'
import type { Queries } from './tables.ts'

/**
 * `rewrite`: after a panic, all tables are written anew on both kinds of database. `tidy`: after other erasures, SQLite is written anew; on
 * PostgreSQL the room of deleted rows is given to new ones.
 */
export type Tidying = 'tidy' | 'rewrite'

/** What was wanted, each with a mark by which a later wish of the same kind is told from it. */
export type Wanted = ReadonlyMap<Tidying, string>

const keys = { tidy: 'wanted-tidy', rewrite: 'wanted-rewrite' } as const

/** Part of the erasing transaction, so that no moment lies between the erasure and the wish. */
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

/** These are done. What was wanted again meanwhile stays. */
export async function forgetTidying(db: Queries, done: Wanted): Promise<void> {
  for (const [tidying, value] of done)
    await db.deleteFrom('meta').where('key', '=', keys[tidying]).where('value', '=', value).execute()
}
