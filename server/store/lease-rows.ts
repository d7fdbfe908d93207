// Leases: work that one process at a time does for all, and that another takes over when that one is gone.
import type { Queries } from './tables.ts'

/** True when `holder` has the lease from now on for `lastsMs`: nobody had it, its time was over, or it was theirs already. */
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
