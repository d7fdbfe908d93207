// A batch of bands: for the cities of one gathering whose told floors are out of date, the new ones, and a version for whoever reads them.
import { randomInt } from 'node:crypto'
import { nextFloor } from '#shared/domain/band.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { appendChanges } from '../store/change-rows.ts'
import { loadGatheringToChange } from '../store/gathering-rows.ts'
import type { MeetingRecord, ToldBands } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { Queries } from '../store/tables.ts'
import type { Committed } from './execute.ts'
import { type Means, Work } from './work.ts'

/** The floors to tell from now on; null where they stay. */
export function nextBands(
  told: ToldBands,
  counts: { readonly confirmed: number; readonly arrived: number; readonly walkIns: number },
): ToldBands | null {
  const confirmed = nextFloor(told.confirmed, counts.confirmed, told.draw)
  // Another place of the same secret, so that the two numbers do not rise together.
  const arrived = nextFloor(told.arrived, counts.arrived + counts.walkIns, told.draw ^ arrivedDraw)
  if (confirmed === told.confirmed && arrived === told.arrived) return null
  return { confirmed, arrived, draw: randomInt(2 ** 31) }
}

const arrivedDraw = 0x2c1b3c6d

/** Null when nothing of it is told to anybody: the floors of a city whose numbers are open or hidden are kept for later alone. */
export async function tellBands(store: Store, means: Means, gatheringId: string): Promise<Committed | null> {
  return store.db.transaction().execute((db) => tellIn(db, means, gatheringId))
}

async function tellIn(db: Queries, means: Means, gatheringId: string): Promise<Committed | null> {
  const record = await loadGatheringToChange(db, gatheringId)
  // What is left after an erasure is what was told last, and stays.
  if (record === null || record.purgedAt !== null) return null
  const work = new Work(db, record, means)
  const changed: MeetingRecord[] = []
  for (const meetingRecord of await work.meetings()) {
    const { told, meeting } = meetingRecord
    const next = told === undefined ? null : nextBands(told, meeting.counts)
    if (next === null || meetingRecord.listErasedAt != null) continue
    work.setMeeting({ ...meetingRecord, told: next })
    if (meeting.exposure.counts === 'band') changed.push(meetingRecord)
  }
  // Others hear of it by the version of the gathering, and of nothing where nobody may read it.
  if (changed.length === 0) {
    await work.flush([])
    return null
  }
  const changes = changed.map(({ meeting }): Change => ({ type: 'bandsTold', meetingId: meeting.meetingId }))
  const version = work.nextVersion()
  const layers = await work.flush(changes)
  await appendChanges(db, [
    {
      gatheringId,
      version,
      at: work.now,
      actorKey: 'bands',
      commandId: means.ids.next(),
      changes,
      outcome: {},
      publicVersion: layers.get('public')?.version ?? 0,
    },
  ])
  return { gatheringId, from: version - 1, to: version, changes, layers }
}
