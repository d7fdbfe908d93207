// Erases all personal data of one city in SQL, regardless of its gathering's date, and counts the erased rows.
import type { Exposure } from '#shared/domain/exposure.ts'
import { deleteAttendancesAt } from './attendance-rows.ts'
import { deleteChangesOf } from './change-rows.ts'
import { columnsWithout, deleteClosedCities, forgetWaysBack, isKnownToStrangers } from './closed-cities.ts'
import type { GatheringRecord } from './gathering-rows.ts'
import type { MeetingRecord } from './meeting-rows.ts'
import { eraseMeeting, noCountColumns, type Purged, publicCounts } from './purge-rows.ts'
import type { Queries } from './tables.ts'

/**
 * Requires a transaction that has locked the gathering (`loadGatheringToChange`). A city unknown to the public is deleted. Any other is
 * withdrawn, unless it is over: then its public counts stay.
 */
export async function eraseCity(
  db: Queries,
  record: GatheringRecord,
  { meeting }: MeetingRecord,
  { now, isOver }: { readonly now: number; readonly isOver: boolean },
): Promise<Purged> {
  const { gatheringId, slug } = record.gathering
  const { meetingId } = meeting
  const row = await db
    .selectFrom('meetings')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow()
  const isClosed = !isKnownToStrangers(row, record.gathering)
  const leaving = new Set(isOver && !isClosed ? [] : [meetingId])
  const version = record.version + 1
  await db
    .updateTable('gatherings')
    .set({
      ...(await columnsWithout(db, record, { leaving, closed: new Set(isClosed ? [meetingId] : []) }, now)),
      version,
      purged_version: version,
    })
    .where('gathering_id', '=', gatheringId)
    .execute()
  const replies = await deleteAttendancesAt(db, meetingId)
  const logEntries = await deleteChangesOf(db, gatheringId, { meetingId, hostHash: row.host_hash })
  const messages = await deleteMessagesOf(db, gatheringId, meetingId)
  if (isClosed) await deleteClosedCities(db, gatheringId, new Set([meetingId]))
  else {
    await eraseMeeting(db, row, isOver ? publicCounts(row) : noCountColumns)
    await forgetWaysBack(db, gatheringId, new Set([meetingId]))
    const isPublished = record.gathering.status === 'published'
    const wasPublic = (JSON.parse(row.exposure) as Exposure).existence === 'public'
    const withdrawn = {
      status: 'withdrawn',
      was_announced: isPublished && wasPublic ? 1 : 0,
      revision: row.revision + 1,
      revised_at: now,
    }
    if (isOver || row.status === 'approved') {
      await db
        .updateTable('meetings')
        .set(isOver ? { list_erased_at: now } : withdrawn)
        .where('meeting_id', '=', meetingId)
        .execute()
    }
  }
  const isProposal = row.status === 'proposed' || row.status === 'declined'
  return {
    gatheringId,
    slug,
    version,
    replies,
    logEntries,
    messages,
    directors: 0,
    proposals: isProposal ? 1 : 0,
    closedCities: isClosed && !isProposal ? 1 : 0,
    meetings: isClosed ? 0 : 1,
  }
}

async function deleteMessagesOf(db: Queries, gatheringId: string, meetingId: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('crew_messages')
    .where('gathering_id', '=', gatheringId)
    .where((where) =>
      where.or([where('from_meeting_id', '=', meetingId), where('to_meeting_id', '=', meetingId)]),
    )
    .executeTakeFirst()
  return Number(numDeletedRows)
}
