// Finishes a restore before serving: revokes links that may have been revoked since the backup, and purges data that has become due since.
import { startErasingTakenAway } from '../jobs/erase-cancelled.ts'
import { purge } from '../jobs/purge.ts'
import { tidy } from '../jobs/tidy.ts'
import { saveClockRecord } from '../store/clock-rows.ts'
import type { Store } from '../store/open-store.ts'
import { wantTidying } from '../store/pending-cleanup.ts'
import { endCrewLinks, endRestored, unfinishedRestore } from '../store/restored-rows.ts'
import { describePurged } from './describe-purged.ts'

/**
 * Uses this machine's clock (epoch ms), like `multaqa purge --now`: an operator orders a restore, and the backup file stays. False if
 * something could not be erased; `say` receives the details. Does nothing if no restore is unfinished.
 */
export async function finishRestore(
  store: Store,
  now: number,
  say: (line: string) => void,
): Promise<boolean> {
  const unfinished = await unfinishedRestore(store.db)
  if (unfinished === null) return true
  let isWhole = true
  const failed = (error: unknown): void => {
    isWhole = false
    say(`Data that is due could not be erased: ${error instanceof Error ? error.message : String(error)}`)
  }
  // A server that starts now must not distrust this clock for being later than the backup's.
  await saveClockRecord(store.db, { at: now, by: 'operator' }, { isForced: true })
  if (!unfinished.keepsLinks) {
    const { cities, directors } = await store.db.transaction().execute(endCrewLinks)
    say(
      `Host links, invitations and door codes of ${cities} cities and links of ${directors} directors no longer work, ` +
        'because some may have been taken back since. Organizers give out new ones.',
    )
  }
  const purged = await purge(store, now, {
    onPurged: (done) => say(describePurged(done)),
    onTrouble: failed,
  })
  const erasing = startErasingTakenAway({
    store,
    clock: { now: () => now },
    trust: () => 'steady',
    onCommitted: () => undefined,
    onPurged: () => undefined,
    scrub: () => undefined,
    onTrouble: failed,
  })
  const erased = await erasing.run()
  await erasing.stop()
  if (purged.length + erased.replies + erased.cities > 0) await wantTidying(store.db, 'rewrite')
  await tidy(store).catch(failed)
  await endRestored(store.db)
  say(
    `It is ${new Date(now).toISOString()}; ${purged.length} gatherings became due since the backup and are purged.`,
  )
  say(`${erased.replies} cancelled replies and ${erased.cities} withdrawn cities were due and are erased.`)
  return isWhole
}
