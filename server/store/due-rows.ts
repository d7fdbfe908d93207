// When the first personal data of the database is due to be purged, and when some was purged last.
import type { Queries } from './tables.ts'

/** Without a date personal data is kept so long at most; sessions and links end sooner. */
const undatedLastsMs = 30 * 24 * 60 * 60 * 1000

/** Epoch ms; of a database without anything dated, thirty days from `now`. */
export async function earliestPurge(db: Queries, now: number): Promise<number> {
  const { at } = await db
    .selectFrom('gatherings')
    .select((select) => select.fn.min('purge_at').as('at'))
    .executeTakeFirstOrThrow()
  const { count } = await db
    .selectFrom('gatherings')
    .select((select) => select.fn.countAll().as('count'))
    .where('purge_at', 'is', null)
    .where('purged_at', 'is', null)
    .executeTakeFirstOrThrow()
  const dated = at === null ? Number.POSITIVE_INFINITY : Number(at)
  const undated = Number(count) > 0 || at === null ? now + undatedLastsMs : Number.POSITIVE_INFINITY
  return Math.min(dated, undated)
}

/**
 * Whether something that a backup of this time holds (epoch ms) has been purged since: also when its date was brought nearer after the backup
 * was made, which the backup's name cannot say.
 */
export async function wasPurgedSince(db: Queries, madeAt: number): Promise<boolean> {
  const found = await db
    .selectFrom('gatherings')
    .select('gathering_id')
    .where('purged_at', '>', madeAt)
    .where('created_at', '<=', madeAt)
    .limit(1)
    .executeTakeFirst()
  return found !== undefined
}
