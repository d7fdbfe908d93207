// Tells the other processes at which version a gathering stands: a hint, which may be lost, and at most one in a few milliseconds.
import { safely } from './safely.ts'
import type { SyncServer } from './sync-server.ts'

/** Commits that come closer together than this are one hint: it adds little to a tick, and keeps the bus quiet. */
export const gatherMs = 15

export type Announce = {
  readonly moved: (gatheringId: string, version: number) => void
  readonly removed: (gatheringId: string) => void
  readonly stop: () => void
}

export function createAnnounce(io: SyncServer, onTrouble: (error: unknown) => void): Announce {
  const waiting = new Map<string, number>()
  let timer: NodeJS.Timeout | undefined

  function send(): void {
    timer = undefined
    const moved = [...waiting]
    waiting.clear()
    for (const [gatheringId, version] of moved) io.serverSideEmit('moved', gatheringId, version)
  }

  return {
    moved: (gatheringId, version) => {
      waiting.set(gatheringId, Math.max(version, waiting.get(gatheringId) ?? 0))
      timer ??= setTimeout(safely(send, onTrouble), gatherMs)
    },
    removed: (gatheringId) => io.serverSideEmit('removed', gatheringId),
    stop: () => clearTimeout(timer),
  }
}
