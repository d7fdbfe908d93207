// Batch per gathering: seats waiting replies of cities with closed counts, updates the floors of the bands and of people at home, and
// raises the versions of audiences that see a change.
import { nextFloor } from '#shared/domain/band.ts'
import { isCountClosed } from '#shared/domain/exposure.ts'
import type { Meeting } from '#shared/domain/meeting.ts'
import { meetingPhase } from '#shared/domain/moment.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { appendChanges } from '../store/change-rows.ts'
import { loadGatheringToChange } from '../store/gathering-rows.ts'
import type { MeetingRecord, ToldBands } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import type { Queries } from '../store/tables.ts'
import { listWatching, noteWatchingFell, type WatchingRecord } from '../store/watching-rows.ts'
import type { Committed } from './execute.ts'
import { bandDraw, dayOf } from './secret-draw.ts'
import { type Means, Work } from './unit-of-work.ts'
import { moveUpWaiting } from './waiting-list.ts'

/**
 * The floors to publish now; null when unchanged. Each falls at most once per day: otherwise somebody could read the thresholds by adding
 * and removing own replies. `key`: the city's; `now` in epoch ms.
 */
export function nextBands(
  told: ToldBands,
  counts: { readonly confirmed: number; readonly arrived: number; readonly walkIns: number },
  { key, now }: { readonly key: string; readonly now: number },
): ToldBands | null {
  const day = dayOf(now)
  const next = (number: 'confirmed' | 'arrived', count: number, fell: number) =>
    nextFloor(told[number], count, bandDraw(key, number, day), fell < day)
  const confirmed = next('confirmed', counts.confirmed, told.confirmedFell)
  const arrived = next('arrived', counts.arrived + counts.walkIns, told.arrivedFell)
  if (confirmed === told.confirmed && arrived === told.arrived) return null
  return {
    confirmed,
    arrived,
    confirmedFell: confirmed < told.confirmed ? day : told.confirmedFell,
    arrivedFell: arrived < told.arrived ? day : told.arrivedFell,
  }
}

/** Like `nextBands`, for people who will watch from home. */
export function nextWatching({ people, told, fell, countKey }: WatchingRecord, now: number): number | null {
  const day = dayOf(now)
  const next = nextFloor(told, people, bandDraw(countKey, 'watching', day), fell < day)
  return next === told ? null : next
}

/** Whether the batch may seat waiting replies here: with closed counts, commands do not. */
export function isSeatedInBatches({
  status,
  exposure,
  counts,
  capacity,
}: Pick<Meeting, 'status' | 'exposure' | 'capacity'> & {
  readonly counts: Pick<Meeting['counts'], 'confirmed' | 'waiting'>
}): boolean {
  const hasSeats = capacity === null || capacity > counts.confirmed
  return status === 'approved' && isCountClosed(exposure) && counts.waiting > 0 && hasSeats
}

/** Null when no audience sees a change: the floors of cities with open or hidden counts are only stored for later. */
export async function tellBands(store: Store, means: Means, gatheringId: string): Promise<Committed | null> {
  return store.db.transaction().execute((db) => tellIn(db, means, gatheringId))
}

async function tellIn(db: Queries, means: Means, gatheringId: string): Promise<Committed | null> {
  const record = await loadGatheringToChange(db, gatheringId)
  // After an erasure the last published values stay.
  if (record === null || record.purgedAt !== null) return null
  const work = new Work(db, record, means)
  const changes: Change[] = []
  for (const meetingRecord of await work.meetings()) {
    changes.push(...(await seatWaiting(work, meetingRecord)))
    const { meetingId } = meetingRecord.meeting
    if (setBands(work, await work.meeting(meetingId))) changes.push({ type: 'bandsTold', meetingId })
  }
  if (await setWatching(work)) changes.push({ type: 'watchingTold' })
  // A new version of the gathering would be visible to others, so none is created when nobody sees a change.
  if (changes.length === 0) {
    await work.flush([])
    return null
  }
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

async function seatWaiting(work: Work, record: MeetingRecord): Promise<readonly Change[]> {
  const { gathering } = work
  if (gathering === null || !isSeatedInBatches(record.meeting) || record.listErasedAt != null) return []
  const { timeZone } = record.meeting.place
  if (meetingPhase(gathering.gathering, timeZone, work.now) === 'past') return []
  const moved = await moveUpWaiting(work, record, true)
  if (moved.changes.length > 0) work.setMeeting(moved.record)
  return moved.changes
}

async function setWatching(work: Work): Promise<boolean> {
  const record = work.gathering
  if (record === null) return false
  const { gatheringId } = record.gathering
  const [watching] = await listWatching(work.db, gatheringId)
  const next = watching === undefined ? null : nextWatching(watching, work.now)
  if (next === null) return false
  if (next < record.gathering.watching) await noteWatchingFell(work.db, gatheringId, dayOf(work.now))
  work.setGathering({ ...record, gathering: { ...record.gathering, watching: next } })
  return true
}

/** Returns whether any audience sees the change. */
function setBands(work: Work, record: MeetingRecord | null): boolean {
  if (record === null || record.told === undefined || record.listErasedAt != null) return false
  const { told, meeting, countKey = '' } = record
  const next = nextBands(told, meeting.counts, { key: countKey, now: work.now })
  if (next === null) return false
  work.setMeeting({ ...record, told: next })
  return meeting.exposure.counts === 'band'
}
