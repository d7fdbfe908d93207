// When the database's first personal data is due to be purged, and whether any was purged since a given time.
import type { Queries } from './tables.ts'

/** The longest retention of personal data without a date; sessions and links expire sooner. */
const undatedLastsMs = 30 * 24 * 60 * 60 * 1000

/** Epoch ms; `now` plus thirty days for a database without dated gatherings. */
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
 * Whether any data in a backup of this time (epoch ms) has been purged since. This also covers purge dates that were brought nearer after
 * the backup, which its file name cannot show.
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
