// Tells the home page: the line of a gathering that changed, at most once a second.
import type { GatheringSummary } from '#shared/protocol/views.ts'
import { readSummary } from '../reading/directory.ts'
import type { Readings } from '../reading/readings.ts'
import type { Store } from '../store/open-store.ts'
import type { Listeners } from './listeners.ts'
import { directoryRoom, ownDirectoryRoom } from './rooms.ts'
import type { SyncServer } from './sync-server.ts'

const tickMs = 1000

export type DirectoryPublisher = {
  /** Somebody has read the list of gatherings; an organizer with their own drafts. */
  readonly browsed: (list: readonly GatheringSummary[], organizerId: string | null) => void
  readonly stop: () => void
}

export function createDirectoryPublisher(
  io: SyncServer,
  means: { readonly store: Store; readonly readings: Readings; readonly listeners: Listeners },
  onTrouble: (error: unknown) => void,
): DirectoryPublisher {
  const { store, readings, listeners } = means
  /** What strangers on the home page have of each gathering: as it was told last, or null when it was read with the whole list. */
  const shown = new Map<string, string | null>()
  /** In which organizers' lists a draft stands. */
  const drafts = new Map<string, Set<string>>()
  const changed = new Set<string>()
  let tick: NodeJS.Timeout | undefined
  let isStopped = false

  readings.heads.follow(({ gatheringId }) => mark(gatheringId), mark)

  function mark(gatheringId: string): void {
    if (isStopped) return
    changed.add(gatheringId)
    tick ??= setTimeout(() => void run(), tickMs)
  }

  async function run(): Promise<void> {
    tick = undefined
    const due = [...changed]
    changed.clear()
    // Whoever comes later reads the list as it stands.
    if (!listeners.isBrowsed()) return forgetAll()
    for (const gatheringId of due) {
      try {
        await publish(gatheringId)
      } catch (error) {
        onTrouble(error)
        mark(gatheringId)
      }
    }
  }

  function forgetAll(): void {
    shown.clear()
    drafts.clear()
  }

  /** A draft is told to its organizers only: to everybody else it is not there, and must not be said to be gone either. */
  async function publish(gatheringId: string): Promise<void> {
    const read = await readSummary(store, readings, gatheringId)
    if (read?.summary.status === 'published') {
      drafts.delete(gatheringId)
      // What shows nothing on the home page says nothing there either.
      const value = JSON.stringify(read.summary)
      if (shown.get(gatheringId) === value) return
      shown.set(gatheringId, value)
      io.local.to(directoryRoom).emit('summary', read.summary)
      return
    }
    const own = new Set(drafts.get(gatheringId))
    for (const organizerId of read?.organizerIds ?? []) own.add(ownDirectoryRoom(organizerId))
    const wasShown = shown.delete(gatheringId)
    if (read === null) {
      drafts.delete(gatheringId)
      const readers = wasShown ? [directoryRoom] : [...own]
      if (readers.length > 0) io.local.to(readers).emit('gone', { gatheringId })
      return
    }
    drafts.set(gatheringId, own)
    if (own.size > 0) io.local.to([...own]).emit('summary', read.summary)
    if (wasShown)
      io.local
        .to(directoryRoom)
        .except([...own])
        .emit('gone', { gatheringId })
  }

  return {
    browsed: (list, organizerId) => {
      for (const { gatheringId, status } of list) {
        // What was just read may be taken back before it is told: then it is told again, whatever was told before.
        if (status === 'published') shown.set(gatheringId, null)
        else if (organizerId !== null) {
          const own = drafts.get(gatheringId) ?? new Set()
          drafts.set(gatheringId, own.add(ownDirectoryRoom(organizerId)))
        }
      }
    },
    stop: () => {
      isStopped = true
      clearTimeout(tick)
    },
  }
}
