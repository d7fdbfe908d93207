// Removed gatherings and who removed them, as hashes that reveal nothing about the gathering.
import type { Queries } from './tables.ts'

export async function noteRemoval(db: Queries, key: string, now: number): Promise<void> {
  await db
    .insertInto('removed_gatherings')
    .values({ removal_key: key, removed_at: now })
    .onConflict((conflict) => conflict.column('removal_key').doUpdateSet({ removed_at: now }))
    .execute()
}

export async function isRemovalKnown(db: Queries, key: string): Promise<boolean> {
  const row = await db
    .selectFrom('removed_gatherings')
    .select('removed_at')
    .where('removal_key', '=', key)
    .executeTakeFirst()
  return row !== undefined
}

/** Removals up to `until` (epoch ms). */
export async function deleteOldRemovals(db: Queries, until: number): Promise<void> {
  await db.deleteFrom('removed_gatherings').where('removed_at', '<=', until).execute()
}
