// Leases: one process at a time does a job for all, and another takes over if it fails.
import type { Queries } from './tables.ts'

/** The name of the lease on a gathering's director's seat. */
export const seatLease = (gatheringId: string) => `seat:${gatheringId}`

/** True when `holder` gets the lease for `lastsMs` from now: it was free, expired, or already theirs. */
export async function takeLease(
  db: Queries,
  lease: { readonly name: string; readonly holder: string; readonly now: number; readonly lastsMs: number },
): Promise<boolean> {
  const { name, holder, now, lastsMs } = lease
  const expiresAt = now + lastsMs
  const taken = await db
    .insertInto('leases')
    .values({ name, holder, expires_at: expiresAt })
    .onConflict((conflict) =>
      conflict
        .column('name')
        .doUpdateSet({ holder, expires_at: expiresAt })
        .where((where) =>
          where.or([where('leases.expires_at', '<=', now), where('leases.holder', '=', holder)]),
        ),
    )
    .returning('holder')
    .executeTakeFirst()
  return taken !== undefined
}

export async function isLeaseHeld(db: Queries, name: string, now: number): Promise<boolean> {
  const row = await db
    .selectFrom('leases')
    .select('name')
    .where('name', '=', name)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row !== undefined
}

/** Extends the lease only while this holder has it; true if extended. */
export async function renewLease(
  db: Queries,
  lease: { readonly name: string; readonly holder: string; readonly now: number; readonly lastsMs: number },
): Promise<boolean> {
  const { name, holder, now, lastsMs } = lease
  const renewed = await db
    .updateTable('leases')
    .set({ expires_at: now + lastsMs })
    .where('name', '=', name)
    .where('holder', '=', holder)
    .returning('name')
    .executeTakeFirst()
  return renewed !== undefined
}

export async function endLease(db: Queries, name: string): Promise<void> {
  await db.deleteFrom('leases').where('name', '=', name).execute()
}

/** All leases that have not expired. */
export async function leasesHeld(
  db: Queries,
  now: number,
): Promise<readonly { readonly name: string; readonly holder: string }[]> {
  return db.selectFrom('leases').select(['name', 'holder']).where('expires_at', '>', now).execute()
}
