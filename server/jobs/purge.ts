// Deletes expired data: personal data of gatherings thirty days after their end, expired sessions, old links, old records of removals.
import { burstMemoryMinutes, minuteOf } from '#shared/domain/admission.ts'
import { claimLinkLastsMs } from '../http/sessions.ts'
import { forgetReplyMinutes } from '../store/asked-rows.ts'
import { deleteOldErasures } from '../store/erasure-rows.ts'
import type { Store } from '../store/open-store.ts'
import { gatheringsToPurge, type Purged, purgeWhenDue } from '../store/purge-rows.ts'
import { deleteOldRemovals } from '../store/removal-rows.ts'
import { deleteExpiredSessions, deleteOldClaimLinks } from '../store/session-rows.ts'
import { tidy } from './tidy.ts'

const dayMs = 24 * 60 * 60 * 1000
/** As long as a client may keep a command and retry it. */
const removalsKnownMs = 30 * dayMs

export type PurgeHooks = {
  /** Called after the commit: everything that shows the gathering must read it again. */
  readonly onPurged: (purged: Purged) => void
  readonly onTrouble: (error: unknown) => void
}

/** Uses this clock (epoch ms), whether it is right or not. A failing gathering does not stop the others from being purged. */
export async function purge(store: Store, now: number, hooks: PurgeHooks): Promise<readonly Purged[]> {
  const { db } = store
  const purged: Purged[] = []
  const attempt = (work: () => Promise<void>) => work().catch(hooks.onTrouble)
  await attempt(() => deleteExpiredSessions(db, now))
  await attempt(() => deleteOldClaimLinks(db, now - claimLinkLastsMs))
  await attempt(() => deleteOldRemovals(db, now - removalsKnownMs))
  await attempt(() => deleteOldErasures(db, now - removalsKnownMs))
  await attempt(() => forgetReplyMinutes(db, minuteOf(now) - burstMemoryMinutes))
  await attempt(async () => {
    for (const gatheringId of await gatheringsToPurge(db, now)) {
      await attempt(async () => {
        const done = await db
          .transaction()
          .execute((transaction) => purgeWhenDue(transaction, gatheringId, now))
        if (done === null) return
        purged.push(done)
        hooks.onPurged(done)
      })
    }
  })
  // SQLite even without a purge: an earlier scrub may have failed because of a reader.
  await attempt(() => tidy(store, { isScrubWanted: store.kind === 'sqlite' }))
  return purged
}
