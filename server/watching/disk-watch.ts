// Whether there is room to write: asked of the disk that holds the data folder, and heard from writes that failed.
import { stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { storeFault } from '../store/faults.ts'

/** `nearly-full`: less than the database once more and 64 MB, which a purge needs to write the file anew. `failing`: it cannot be read or written. */
export type DiskTrouble = 'full' | 'nearly-full' | 'failing'

export type DiskWatch = {
  /** Of whatever went wrong; only what a disk says is remembered. */
  readonly heard: (error: unknown) => void
  /** Something was written. */
  readonly wrote: () => void
  /** Null while nothing is known to be wrong. Answers within half a second, also where the disk does not. */
  readonly trouble: () => Promise<DiskTrouble | null>
}

const fullBytes = 1_000_000
const spareBytes = 64_000_000
/** A small write may succeed on a disk that has no room for a larger one: a failure counts for as long at least. */
const remembersMs = 60_000
const lookEveryMs = 5000
const patienceMs = 500

/** `folder`: of SQLite's files; undefined where the database is on another machine. `now`: monotonic, ms. */
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
