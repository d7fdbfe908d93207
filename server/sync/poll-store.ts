// Polls SQL for changes nobody announced: versions written by other processes, and sessions that were ended elsewhere or expired.
import type { Clock } from '../clock-and-ids.ts'
import type { Calendar } from '../reading/calendar.ts'
import type { Readings } from '../reading/view-cache.ts'
import { versionsOf } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import { openSessions } from '../store/session-rows.ts'
import type { Listeners } from './listeners.ts'

/**
 * A right that was revoked elsewhere ends here within this time plus the duration of the check, even without a bus. On SQLite one counter
 * says whether anything was written, so a check is cheaper.
 */
const everyMs = { postgres: 800, sqlite: 400 } as const

export function startLookingAgain(
  means: {
    readonly store: Store
    readonly clock: Clock
    readonly readings: Readings
    readonly calendar: Calendar
    readonly listeners: Listeners
    /** Sessions of this process's sockets. */
    readonly sessions: () => readonly string[]
    readonly endSession: (sessionHash: string) => void
  },
  onTrouble: (error: unknown) => void,
): { readonly stop: () => Promise<void> } {
  const { store, clock, readings, calendar, listeners, sessions, endSession } = means
  const { heads } = readings
  let running: Promise<void> = Promise.resolve()
  let timer = setTimeout(run, everyMs[store.kind])
  let isStopped = false
  let seenWrites: number | null = null

  function run(): void {
    running = look()
  }

  async function look(): Promise<void> {
    try {
      await Promise.all([lookAtRows(), lookAtSessions()])
    } catch (error) {
      if (!isStopped) onTrouble(error)
    }
    if (!isStopped) timer = setTimeout(run, everyMs[store.kind])
  }

  async function lookAtRows(): Promise<void> {
    const writes = await store.writtenElsewhere()
    if (writes !== null && writes === seenWrites) return
    await lookAtVersions()
    if (writes !== null) calendar.doubt()
    // Without readers the calendar refreshes itself on the next request.
    if (listeners.isBrowsed()) await calendar.refresh()
    seenWrites = writes
  }

  async function lookAtVersions(): Promise<void> {
    const followed = new Set([...listeners.gatherings(), ...readings.kept()])
    if (followed.size === 0) return
    const versions = await versionsOf(store.db, [...followed])
    for (const gatheringId of followed) {
      const version = versions.get(gatheringId)
      if (version !== undefined) heads.raise(gatheringId, version)
      else if (heads.get(gatheringId) !== undefined) heads.remove(gatheringId)
    }
  }

  async function lookAtSessions(): Promise<void> {
    const here = sessions()
    if (here.length === 0) return
    const open = await openSessions(store.db, here, clock.now())
    for (const sessionHash of here) if (!open.has(sessionHash)) endSession(sessionHash)
  }

  return {
    stop: async () => {
      isStopped = true
      clearTimeout(timer)
      await running
    },
  }
}
