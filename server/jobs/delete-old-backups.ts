// Deletes backups from before the last panic whenever they turn up: on a disk that was disconnected then, or finished only afterwards.
import { deleteBackups } from '../operator/delete-backups.ts'
import type { Store } from '../store/open-store.ts'
import { loadPanicMark } from '../store/panic-mark.ts'

const lookEveryMs = 30_000

export type DeletingOldBackups = {
  /** Checks now; returns how many were deleted. */
  readonly run: () => Promise<number>
  readonly stop: () => Promise<void>
}

/**
 * Runs in every process that has a backup folder, because several processes may have different ones. `folder`: undefined if none is
 * configured.
 */
export function startDeletingOldBackups(parts: {
  readonly store: Pick<Store, 'db'>
  readonly folder: string | undefined
  readonly onTrouble: (error: unknown) => void
}): DeletingOldBackups {
  const { store, folder, onTrouble } = parts
  let running: Promise<unknown> = Promise.resolve()
  let wasTroubled = false

  async function look(): Promise<number> {
    const mark = folder === undefined ? null : await loadPanicMark(store.db)
    if (mark === null) return 0
    const troubles: unknown[] = []
    const { deleted } = await deleteBackups(folder, (error) => troubles.push(error), mark.at)
    // Report errors once, not every 30 seconds.
    if (!wasTroubled) for (const error of troubles) onTrouble(error)
    wasTroubled = troubles.length > 0
    return deleted
  }

  function run(): Promise<number> {
    const done = running.then(look)
    running = done.catch(() => undefined)
    return done
  }

  const tick = () => void run().catch(onTrouble)
  if (folder !== undefined) tick()
  const timer = folder === undefined ? undefined : setInterval(tick, lookEveryMs)
  timer?.unref()
  return {
    run,
    stop: async () => {
      clearInterval(timer)
      await running
    },
  }
}
