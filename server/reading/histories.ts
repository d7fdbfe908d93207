// When a gathering's plan changed: times from the log, without the new values. Callers combine them with the public view.
import { changeTable, meetingsIn } from '#shared/protocol/change-table.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { createByteCache } from '../byte-cache.ts'
import { planChangesBetween } from '../store/change-rows.ts'
import { loadGathering } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'

export type History = {
  readonly publishedAt: number
  /** When the gathering itself changed: its texts, its time, its standing. */
  readonly changedAt: number
  /** When each meeting became public, epoch ms. May include meetings that are not public now; empty once the log was purged. */
  readonly openedAt: ReadonlyMap<string, number>
}

export type Histories = { readonly read: (gatheringId: string) => Promise<History | null> }

type Kept = { version: number; changedAt: number; readonly openedAt: Map<string, number> }

const maxBytes = 8 * 1024 * 1024
/** A log of a hundred thousand replies is scanned in chunks, so that other requests do not wait. */
const versionsAtOnce = 10_000

export function createHistories(store: Store): Histories {
  const kept = createByteCache<null>({ maxBytes })

  async function readOn(gatheringId: string, before: Kept, to: number): Promise<Kept> {
    const openedAt = new Map(before.openedAt)
    let { changedAt } = before
    for (let version = before.version; version < to; version += versionsAtOnce) {
      const until = Math.min(to, version + versionsAtOnce)
      const entries = await planChangesBetween(store.db, gatheringId, version, until)
      for (const { at, changes } of entries) {
        for (const change of changes) {
          if (historyOf(change) === 'gathering') changedAt = at
          else noteMeeting(openedAt, change, at)
        }
      }
      await new Promise(setImmediate)
    }
    return { version: to, changedAt, openedAt }
  }

  return {
    read: async (gatheringId) => {
      const record = await loadGathering(store.db, gatheringId)
      if (record === null) return null
      const entry = kept.get(gatheringId)?.loading as Promise<Kept> | undefined
      const before = await entry?.catch(() => undefined)
      // Data that a purge erased from the log is dropped from the cache too.
      const isErased = before !== undefined && before.version < record.purgedVersion
      const known =
        before === undefined || isErased ? { version: 0, changedAt: 0, openedAt: new Map() } : before
      const reading = known.version >= record.version ? known : readOn(gatheringId, known, record.version)
      kept.set(gatheringId, null, Promise.resolve(reading))
      const { changedAt, openedAt } = await reading
      const publishedAt = record.gathering.publishedAt ?? record.createdAt
      return { publishedAt, changedAt: Math.max(publishedAt, changedAt), openedAt }
    },
  }
}

/** During a rolling update, a newer process may write change types that this one does not know. */
function historyOf({ type }: Change) {
  return Object.hasOwn(changeTable, type) ? changeTable[type].history : null
}

function noteMeeting(openedAt: Map<string, number>, change: Change, at: number): void {
  const history = historyOf(change)
  for (const meetingId of meetingsIn(change)) {
    // A meeting that was withdrawn and opened again keeps its first time.
    if (history === 'opened' && !openedAt.has(meetingId)) openedAt.set(meetingId, at)
    // Before this change strangers could not know of the meeting.
    if (history === 'opened-if-said' && 'isOpened' in change) openedAt.set(meetingId, at)
  }
}
