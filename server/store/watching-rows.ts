// How many people will watch a gathering from home, in SQL: one row per gathering, none per person.
import { makeSecret } from '../secrets.ts'
import type { Queries } from './tables.ts'

export type WatchingRecord = {
  readonly gatheringId: string
  readonly people: number
  /** The published floor of `people`. */
  readonly told: number
  /** The day (since 1970, UTC) on which the floor last fell. */
  readonly fell: number
  /** Secret: determines the thresholds of the published floors. */
  readonly countKey: string
}

/**
 * In a transaction that has locked the gathering. `takenFrom`: for each withdrawn answer, the key of the row it was added to; if the row
 * has another key, nothing is subtracted. Returns the row's key.
 */
export async function addWatching(
  db: Queries,
  gatheringId: string,
  people: number,
  takenFrom: readonly string[],
): Promise<string> {
  await db
    .insertInto('watching_from_home')
    .values({ gathering_id: gatheringId, people, fell: 0, count_key: makeSecret() })
    .onConflict((conflict) =>
      conflict
        .column('gathering_id')
        .doUpdateSet((row) => ({ people: row('watching_from_home.people', '+', people) })),
    )
    .execute()
  const { count_key, people: now } = await db
    .selectFrom('watching_from_home')
    .select(['count_key', 'people'])
    .where('gathering_id', '=', gatheringId)
    .executeTakeFirstOrThrow()
  const taken = takenFrom.filter((key) => key === count_key).length
  if (taken > 0) {
    await db
      .updateTable('watching_from_home')
      .set({ people: Math.max(0, now - taken) })
      .where('gathering_id', '=', gatheringId)
      .execute()
  }
  return count_key
}

/** For all gatherings whose floor may still change, or for one. */
export async function listWatching(db: Queries, gatheringId?: string): Promise<readonly WatchingRecord[]> {
  const rows = await db
    .selectFrom('watching_from_home')
    .innerJoin('gatherings', 'gatherings.gathering_id', 'watching_from_home.gathering_id')
    .select(['watching_from_home.gathering_id', 'people', 'told_watching', 'fell', 'count_key'])
    .where('gatherings.purged_at', 'is', null)
    .$if(gatheringId !== undefined, (query) =>
      query.where('watching_from_home.gathering_id', '=', gatheringId ?? ''),
    )
    .execute()
  return rows.map((row) => ({
    gatheringId: row.gathering_id,
    people: row.people,
    told: row.told_watching,
    fell: row.fell,
    countKey: row.count_key,
  }))
}

export async function noteWatchingFell(db: Queries, gatheringId: string, day: number): Promise<void> {
  await db
    .updateTable('watching_from_home')
    .set({ fell: day })
    .where('gathering_id', '=', gatheringId)
    .execute()
}

export async function deleteWatching(db: Queries, gatheringId: string): Promise<void> {
  await db.deleteFrom('watching_from_home').where('gathering_id', '=', gatheringId).execute()
}
