// Takes personal data out on its date: every reply and every secret of a gathering, thirty days after its end; numbers stay.
import type { Clock } from '../environment.ts'
import type { Store } from '../store/open-store.ts'
import { gatheringsToPurge, purgeGathering } from '../store/purge-rows.ts'
import { deleteExpiredSessions } from '../store/session-rows.ts'

const everyMs = 60 * 60 * 1000

export async function purge(store: Store, now: number): Promise<void> {
  await deleteExpiredSessions(store.db, now)
  const due = await gatheringsToPurge(store.db, now)
  for (const gatheringId of due) {
    await store.db.transaction().execute((transaction) => purgeGathering(transaction, gatheringId))
  }
  if (due.length > 0) await store.scrub()
}

export function startPurging(
  store: Store,
  clock: Clock,
  onTrouble: (error: unknown) => void,
): { readonly stop: () => void } {
  const run = () => void purge(store, clock.now()).catch(onTrouble)
  run()
  const timer = setInterval(run, everyMs)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
