// Watches for disk space: checks the disk of the data folder, and records failed writes.
import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { storeFault } from '../store/database-errors.ts'

/**
 * `nearly-full`: less free space than the database's size plus 64 MB, which a purge needs to rewrite the file. `failing`: the disk cannot
 * be read or written.
 */
export type DiskTrouble = 'full' | 'nearly-full' | 'failing'

export type DiskWatch = {
  /** Accepts any error; only disk errors are recorded. */
  readonly heard: (error: unknown) => void
  /** Call it after a successful write. */
  readonly wrote: () => void
  /** Null if no fault is known. Answers within half a second, even if the disk does not respond. */
  readonly trouble: () => Promise<DiskTrouble | null>
}

const fullBytes = 1_000_000
const spareBytes = 64_000_000
/** On a disk without room for large writes, a small one may still succeed, so a failure counts for at least this long. */
const remembersMs = 60_000
const lookEveryMs = 5000
const patienceMs = 500

/** `folder`: of SQLite's files; undefined if the database is on another machine. `now`: monotonic, ms. */
export function createDiskWatch(folder: string | undefined, now: () => number): DiskWatch {
  let failed: { readonly fault: 'full' | 'failing'; readonly at: number } | null = null
  let room: DiskTrouble | null = null
  let looking: Promise<void> | null = null
  let lookedAt = Number.NEGATIVE_INFINITY

  async function look(path: string): Promise<void> {
    try {
      const [{ bavail, bsize }, size] = await Promise.all([
        statfs(path),
        stat(join(path, 'multaqa.sqlite')).then(
          (file) => file.size,
          () => 0,
        ),
      ])
      const free = bavail * bsize
      room = free < fullBytes ? 'full' : free < size + spareBytes ? 'nearly-full' : null
    } catch {
      room = 'failing'
    } finally {
      looking = null
    }
  }

  return {
    heard: (error) => {
      const fault = storeFault(error)
      if (fault === 'full' || fault === 'failing') failed = { fault, at: now() }
    },
    wrote: () => {
      if (failed !== null && now() - failed.at >= remembersMs) failed = null
    },
    trouble: async () => {
      if (folder !== undefined && now() - lookedAt >= lookEveryMs) {
        lookedAt = now()
        looking ??= look(folder)
      }
      if (looking !== null) await Promise.race([looking, pause(patienceMs, undefined, { ref: false })])
      return failed?.fault ?? room
    },
  }
}
