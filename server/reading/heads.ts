// The newest version of each gathering that this process knows of, and what was told of the way there.
import type { Change } from '#shared/protocol/changes.ts'

/** A gathering went from one version to a later one. */
export type Moved = {
  readonly gatheringId: string
  readonly from: number
  readonly to: number
  /** All changes between the two; null when they stand in the log only, because another process made them. */
  readonly changes: readonly Change[] | null
}

export type Heads = {
  readonly get: (gatheringId: string) => number | undefined
  /** A version was read or heard of. Older ones than what is known say nothing new. */
  readonly raise: (gatheringId: string, version: number) => void
  /** This process wrote these changes. */
  readonly advance: (gatheringId: string, from: number, to: number, changes: readonly Change[]) => void
  readonly remove: (gatheringId: string) => void
  /** Hears of every step, in order. `onRemoved` of gatherings that are no longer there. */
  readonly follow: (onMoved: (moved: Moved) => void, onRemoved: (gatheringId: string) => void) => void
}

export function createHeads(): Heads {
  const versions = new Map<string, number>()
  const followers: { onMoved: (moved: Moved) => void; onRemoved: (gatheringId: string) => void }[] = []

  function move(moved: Moved): void {
    versions.set(moved.gatheringId, moved.to)
    for (const { onMoved } of followers) onMoved(moved)
  }

  return {
    get: (gatheringId) => versions.get(gatheringId),
    raise: (gatheringId, version) => {
      const known = versions.get(gatheringId)
      // The first that is heard of it: nobody here has read an older one.
      if (known === undefined) versions.set(gatheringId, version)
      else if (version > known) move({ gatheringId, from: known, to: version, changes: null })
    },
    advance: (gatheringId, from, to, changes) => {
      const known = versions.get(gatheringId)
      if (known !== undefined && to <= known) return
      const isNext = known === undefined || known === from
      move({ gatheringId, from: known ?? from, to, changes: isNext ? changes : null })
    },
    remove: (gatheringId) => {
      versions.delete(gatheringId)
      for (const { onRemoved } of followers) onRemoved(gatheringId)
    },
    follow: (onMoved, onRemoved) => followers.push({ onMoved, onRemoved }),
  }
}
