// Takes personal data out on its date: every reply and every secret of a gathering, thirty days after its end; numbers stay.
import type { Clock } from '../environment.ts'
import { takeLease } from '../store/lease-rows.ts'
import type { Store } from '../store/open-store.ts'
import { gatheringsToPurge, purgeGathering } from '../store/purge-rows.ts'
import { deleteExpiredSessions } from '../store/session-rows.ts'

const everyMs = 60 * 60 * 1000
/** Longer than a purge takes; a process that dies over it holds the others up no longer. */
const leaseMs = 10 * 60 * 1000

export async function purge(store: Store, now: number): Promise<void> {
  await deleteExpiredSessions(store.db, now)
  const due = await gatheringsToPurge(store.db, now)
  for (const gatheringId of due) {
    await store.db.transaction().execute((transaction) => purgeGathering(transaction, gatheringId))
  }
  if (due.length > 0) await store.scrub()
}

/** `holder` tells this process from the others that serve the same installation: one of them purges. */
export function startPurging(
  store: Store,
  clock: Clock,
  holder: string,
  onTrouble: (error: unknown) => void,
): { readonly stop: () => void } {
  async function runAlone(): Promise<void> {
    const now = clock.now()
    if (await takeLease(store.db, { name: 'purge', holder, now, lastsMs: leaseMs })) await purge(store, now)
  }
  const run = () => void runAlone().catch(onTrouble)
  run()
  const timer = setInterval(run, everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
