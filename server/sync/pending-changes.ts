// What happened and was not told yet, for each gathering: one stretch from the last version told to the newest.
import type { Change } from '#shared/protocol/changes.ts'
import type { Moved } from '../reading/heads.ts'

export type Pending = {
  readonly from: number
  readonly to: number
  /** Null when they must be read from the log. */
  readonly changes: readonly Change[] | null
  readonly removed: boolean
}

/** Two stretches as one; the later one begins where the earlier ends, or within it. */
function joined(earlier: Pending | undefined, later: Pending): Pending {
  if (earlier === undefined) return later
  const fits = earlier.to === later.from && earlier.changes !== null && later.changes !== null
  return {
    from: Math.min(earlier.from, later.from),
    to: Math.max(earlier.to, later.to),
    changes: fits ? [...(earlier.changes ?? []), ...(later.changes ?? [])] : null,
    removed: earlier.removed || later.removed,
  }
}

export function createPendingChanges() {
  const waiting = new Map<string, Pending>()

  return {
    moved({ gatheringId, from, to, changes }: Moved): void {
      waiting.set(gatheringId, joined(waiting.get(gatheringId), { from, to, changes, removed: false }))
    },

    removed(gatheringId: string): void {
      waiting.set(gatheringId, { from: 0, to: 0, changes: [], removed: true })
    },

    /** What could not be told is told later, together with what came meanwhile. */
    putBack(gatheringId: string, failed: Pending): void {
      const since = waiting.get(gatheringId)
      waiting.set(gatheringId, since === undefined ? failed : joined(failed, since))
    },

    /** Takes out those that are due. */
    take(isDue: (pending: Pending, gatheringId: string) => boolean): [string, Pending][] {
      const due = [...waiting].filter(([gatheringId, pending]) => isDue(pending, gatheringId))
      for (const [gatheringId] of due) waiting.delete(gatheringId)
      return due
    },

    isEmpty(): boolean {
      return waiting.size === 0
    },
  }
}
