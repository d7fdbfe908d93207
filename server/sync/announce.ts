// Sends the other processes the newest version of a gathering: a hint that may be lost, at most one per few milliseconds.
import { safely } from './safely.ts'
import type { SyncServer } from './sync-server.ts'

/** Commits closer together than this share one hint. It adds little latency to a tick and keeps the bus quiet. */
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
