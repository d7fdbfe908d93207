// When a gathering's plan changed: moments of the log, without what became of them. Whoever tells them looks up by what the public sees.
import { changeTable, meetingsIn } from '#shared/protocol/change-table.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { createByteCache } from '../byte-cache.ts'
import { planChangesBetween } from '../store/change-rows.ts'
import { loadGathering } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'

export type History = {
  readonly publishedAt: number
  /** Of the gathering itself: its words, its moment, its standing. */
  readonly changedAt: number
  /** When each meeting was opened to strangers, epoch ms. Also of meetings that they do not see; and of none once the log was purged. */
  readonly openedAt: ReadonlyMap<string, number>
}

export type Histories = { readonly read: (gatheringId: string) => Promise<History | null> }

type Kept = { version: number; changedAt: number; readonly openedAt: Map<string, number> }

const maxBytes = 8 * 1024 * 1024
/** A log of a hundred thousand replies is looked through in pieces, so that nobody waits for it. */
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
      // What a purge erased from the log is forgotten here too.
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

/** During an update a newer process may have written changes that this one does not know. */
function historyOf({ type }: Change) {
  return Object.hasOwn(changeTable, type) ? changeTable[type].history : null
}

function noteMeeting(openedAt: Map<string, number>, change: Change, at: number): void {
  const history = historyOf(change)
  for (const meetingId of meetingsIn(change)) {
    // Taken back and opened again it stays the same entry, which changed.
    if (history === 'opened' && !openedAt.has(meetingId)) openedAt.set(meetingId, at)
    // Until then strangers did not know that it was there.
    if (history === 'opened-if-said' && 'isOpened' in change) openedAt.set(meetingId, at)
  }
}
