// Counts the answers “I will watch from home”: those that arrive together are one addition, and nothing is kept of a single one.
import type { Gathering } from '#shared/domain/gathering.ts'
import { gatheringPhase } from '#shared/domain/moment.ts'
import type { RefusalReason } from '#shared/protocol/answers.ts'
import type { Clock } from '../environment.ts'
import { loadGatheringToChange } from '../store/gathering-rows.ts'
import { loadMeetings } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { Queries } from '../store/tables.ts'
import { addWatching } from '../store/watching-rows.ts'

/** Answers are gathered for so long: a flood costs one short transaction each time. */
const gatherMs = 100

export type WatchAnswer =
  | { readonly ok: true }
  | {
      readonly ok: false
      readonly reason: Extract<
        RefusalReason,
        'not-found' | 'gathering-past' | 'gathering-cancelled' | 'server-trouble'
      >
    }

/**
 * `isCounted`: false for an answer beyond what its source may add. It waits for the same write and gets the same answer, so that nobody
 * learns how many others of that source answered. Resolves after the commit.
 */
export type WatchFromHome = (gatheringId: string, isCounted: boolean) => Promise<WatchAnswer>

export function createWatchFromHome(parts: {
  readonly store: Store
  readonly clock: Clock
  readonly onTrouble: (error: unknown) => void
}): WatchFromHome {
  const { store, clock, onTrouble } = parts
  const waiting = new Map<string, { people: number; readonly answer: Promise<WatchAnswer> }>()

  function gather(gatheringId: string) {
    const answer = new Promise<void>((resolve) => setTimeout(resolve, gatherMs)).then(() => {
      const people = waiting.get(gatheringId)?.people ?? 0
      waiting.delete(gatheringId)
      return write(gatheringId, people)
    })
    const batch = { people: 0, answer }
    waiting.set(gatheringId, batch)
    return batch
  }

  async function write(gatheringId: string, people: number): Promise<WatchAnswer> {
    try {
      return await store.db.transaction().execute(async (db): Promise<WatchAnswer> => {
        const record = await loadGatheringToChange(db, gatheringId)
        if (record === null || record.gathering.status !== 'published')
          return { ok: false, reason: 'not-found' }
        const { gathering } = record
        if (gathering.standing === 'cancelled') return { ok: false, reason: 'gathering-cancelled' }
        const isPast = gatheringPhase(gathering, clock.now(), await publicZones(db, gathering)) === 'past'
        // What is left after a purge is a record: nothing is added to it.
        if (isPast || record.purgedAt !== null) return { ok: false, reason: 'gathering-past' }
        await addWatching(db, gatheringId, people)
        return { ok: true }
      })
    } catch (error) {
      onTrouble(error)
      return { ok: false, reason: 'server-trouble' }
    }
  }

  return (gatheringId, isCounted) => {
    const batch = waiting.get(gatheringId) ?? gather(gatheringId)
    if (isCounted) batch.people += 1
    return batch.answer
  }
}

/** Of the cities that strangers see, where the end of the gathering depends on them. */
async function publicZones(db: Queries, { gatheringId, clockRule }: Gathering): Promise<readonly string[]> {
  if (clockRule === 'same-instant') return []
  const cities = await loadMeetings(db, gatheringId)
  return cities
    .filter(({ meeting }) => meeting.status === 'approved' && meeting.exposure.existence === 'public')
    .map(({ meeting }) => meeting.place.timeZone)
}
