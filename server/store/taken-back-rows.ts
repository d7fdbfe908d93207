// Deletes in SQL replies that were cancelled, and cities that were withdrawn, too long ago to be restored.
import { meetingPhase } from '#shared/domain/moment.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { raiseHostList } from './audience-rows.ts'
import { paddedPieces } from './bulk-statements.ts'
import { appendChanges } from './change-rows.ts'
import { loadGathering, loadGatheringToChange } from './gathering-rows.ts'
import { loadMeeting } from './meeting-rows.ts'
import { eraseCity } from './panic-rows.ts'
import { wantTidying } from './pending-cleanup.ts'
import type { Purged } from './purge-rows.ts'
import { noteErased, redactChanges, tracelessEntry, type Within } from './redact-changes.ts'
import type { Queries } from './tables.ts'

const repliesAtOnce = 1000

export type CancelledReply = {
  readonly attendanceId: string
  readonly gatheringId: string
  readonly meetingId: string
}

/** Gatherings with replies that were cancelled up to `until` (epoch ms). */
export async function gatheringsWithCancelled(db: Queries, until: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('attendances')
    .select('gathering_id')
    .distinct()
    .where('cancelled_at', '<=', until)
    .execute()
  return rows.map((row) => row.gathering_id)
}

/** Replies of one gathering, cancelled up to `until` (epoch ms); at most 1000. */
export async function cancelledUntil(
  db: Queries,
  gatheringId: string,
  until: number,
): Promise<readonly CancelledReply[]> {
  const rows = await db
    .selectFrom('attendances')
    .select(['attendance_id', 'gathering_id', 'meeting_id'])
    .where('gathering_id', '=', gatheringId)
    .where('cancelled_at', '<=', until)
    .orderBy('cancelled_at')
    .limit(repliesAtOnce)
    .execute()
  return rows.map((row) => ({
    attendanceId: row.attendance_id,
    gatheringId: row.gathering_id,
    meetingId: row.meeting_id,
  }))
}

export type ErasedReplies = {
  readonly from: number
  readonly to: number
  readonly changes: readonly Change[]
  /** The new versions by audience layer. */
  readonly layers: ReadonlyMap<string, { readonly version: number; readonly isNumbers: boolean }>
  readonly replies: number
}

/**
 * Erases replies of one gathering. First redacts the log, without locking the gathering; then deletes the rows that are still cancelled.
 * Null when there was nothing to erase.
 */
export async function eraseCancelled(
  work: Within,
  gatheringId: string,
  replies: readonly CancelledReply[],
  { until, now }: { readonly until: number; readonly now: number },
): Promise<ErasedReplies | null> {
  const ids = replies.map(({ attendanceId }) => attendanceId)
  const head = await work((db) => loadGathering(db, gatheringId))
  await redactChanges(work, gatheringId, new Set(ids), head?.version ?? 0)
  return work(async (db) => {
    const record = await loadGatheringToChange(db, gatheringId)
    if (record === null) return null
    const meetingIds = new Set<string>()
    let erased = 0
    for (const piece of paddedPieces(ids)) {
      const gone = await db
        .deleteFrom('attendances')
        .where('attendance_id', 'in', piece)
        .where('cancelled_at', '<=', until)
        .returning('meeting_id')
        .execute()
      for (const { meeting_id } of gone) meetingIds.add(meeting_id)
      erased += gone.length
    }
    if (erased === 0) return null
    // Queues log entries about them that were written since the log was redacted.
    await noteErased(db, gatheringId, new Set(ids))
    const changes = [...meetingIds].map((meetingId) => ({ type: 'repliesErased', meetingId }) as const)
    const to = record.version + 1
    await db.updateTable('gatherings').set({ version: to }).where('gathering_id', '=', gatheringId).execute()
    const { actor_key: actorKey, command_id: commandId } = tracelessEntry(gatheringId, to)
    const publicVersion = record.versions?.public ?? 0
    // Only the host of each city can read the list.
    const layers = new Map([['public', { version: publicVersion, isNumbers: true }]])
    for (const meetingId of meetingIds) {
      for (const [layer, { version }] of await raiseHostList(db, gatheringId, meetingId))
        layers.set(layer, { version, isNumbers: false })
    }
    await appendChanges(db, [
      { gatheringId, version: to, publicVersion, at: now, actorKey, commandId, changes, outcome: {} },
    ])
    return { from: record.version, to, changes, layers, replies: erased }
  })
}

/** Withdrawn cities due for erasure at `now` (epoch ms). */
export async function citiesToErase(
  db: Queries,
  now: number,
): Promise<readonly { readonly meetingId: string; readonly gatheringId: string }[]> {
  const rows = await db
    .selectFrom('meetings')
    .select(['meeting_id', 'gathering_id'])
    .where('erase_at', '<=', now)
    .execute()
  return rows.map((row) => ({ meetingId: row.meeting_id, gatheringId: row.gathering_id }))
}

/** In a transaction. Null when the city was opened again meanwhile, or is gone. */
export async function eraseWithdrawn(
  db: Queries,
  { meetingId, gatheringId }: { readonly meetingId: string; readonly gatheringId: string },
  now: number,
): Promise<Purged | null> {
  const record = await loadGatheringToChange(db, gatheringId)
  const city = record === null ? null : await loadMeeting(db, meetingId)
  if (record === null || city === null || city.meeting.status !== 'withdrawn') return null
  if (city.eraseAt === undefined || city.eraseAt === null || city.eraseAt > now) return null
  await wantTidying(db, 'tidy')
  const isOver = meetingPhase(record.gathering, city.meeting.place.timeZone, now) === 'past'
  return eraseCity(db, record, city, { now, isOver })
}
