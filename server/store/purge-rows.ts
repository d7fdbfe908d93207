// Erases the personal data of one gathering in SQL, and counts what was erased.
import { standUp } from '#shared/domain/director-seat.ts'
import { noCounts } from '#shared/domain/meeting.ts'
import { makeCode, makeDoorKey, makeSecret } from '../secrets.ts'
import { deleteAttendances } from './attendance-rows.ts'
import { raiseAll } from './audience-rows.ts'
import { deleteChanges } from './change-rows.ts'
import { type GatheringRecord, loadGatheringToChange } from './gathering-rows.ts'
import { endLease, seatLease } from './lease-rows.ts'
import { listMeetingIds } from './meeting-rows.ts'
import type { Queries } from './tables.ts'

/** Those whose date (epoch ms) has come, the longest due first. */
export async function gatheringsToPurge(db: Queries, now: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('gatherings')
    .select('gathering_id')
    .where('purge_at', '<=', now)
    .orderBy('purge_at')
    .execute()
  return rows.map((row) => row.gathering_id)
}

/** How many rows of each kind are gone. `version`: the one that the purge made. */
export type Purged = {
  readonly gatheringId: string
  readonly slug: string
  readonly version: number
  readonly replies: number
  readonly logEntries: number
  readonly messages: number
  readonly directors: number
  readonly proposals: number
  /** Meetings of which host, address, note, streams and codes were erased. */
  readonly meetings: number
}

/** Null when the gathering is gone, or when its date has been moved since it was listed. */
export async function purgeWhenDue(db: Queries, gatheringId: string, now: number): Promise<Purged | null> {
  // First of all and with a lock, as every transaction that writes to a gathering: an organizer may be moving the date just now.
  const record = await loadGatheringToChange(db, gatheringId)
  if (record === null || record.purgeAt === null || record.purgeAt > now) return null
  // Where there is no instant nothing took place: those who replied hold no seats, and there is nothing to keep on record.
  return erase(db, record, { purgedAt: now, keepsCounts: record.gathering.startsAt !== null })
}

/**
 * Whatever its date. Numbers of a gathering that is over stay as its public record; those of one that is still to come go, because
 * nobody holds their seats any more, and its date stays.
 */
export async function purgeNow(
  db: Queries,
  gatheringId: string,
  { now, isOver }: { readonly now: number; readonly isOver: boolean },
): Promise<Purged | null> {
  const record = await loadGatheringToChange(db, gatheringId)
  return record === null ? null : erase(db, record, { purgedAt: isOver ? now : null, keepsCounts: isOver })
}

/**
 * What is left is the public record: texts, cities, numbers, the programme, how it ran, recordings. Replies, secrets, addresses, the log,
 * what the crew said, and proposals that never became a city go, and whatever hosts wrote of themselves.
 *
 * The new version has no entry in the log: whoever reads the gathering has to read all of it again. `purgedAt`: null where its date stays.
 */
async function erase(
  db: Queries,
  record: GatheringRecord,
  { purgedAt, keepsCounts }: { readonly purgedAt: number | null; readonly keepsCounts: boolean },
): Promise<Purged> {
  const { gatheringId, slug } = record.gathering
  const version = record.version + 1
  await db
    .updateTable('gatherings')
    .set({
      director_seat: JSON.stringify(standUp(record.linkUp.seat)),
      rehearsal: null,
      version,
      purged_version: version,
      ...(purgedAt === null ? {} : { purge_at: null, purged_at: purgedAt }),
    })
    .where('gathering_id', '=', gatheringId)
    .execute()
  const replies = await deleteAttendances(db, gatheringId)
  const logEntries = await deleteChanges(db, gatheringId)
  const messages = await deleteFrom(db, 'crew_messages', gatheringId)
  const directors = await deleteFrom(db, 'directors', gatheringId)
  await endLease(db, seatLease(gatheringId))
  const proposals = await deleteProposals(db, gatheringId)
  const meetingIds = await listMeetingIds(db, gatheringId)
  for (const meetingId of meetingIds) await eraseMeeting(db, meetingId, keepsCounts)
  await raiseAll(db, gatheringId)
  return {
    gatheringId,
    slug,
    version,
    replies,
    logEntries,
    messages,
    directors,
    proposals,
    meetings: meetingIds.length,
  }
}

async function deleteFrom(
  db: Queries,
  table: 'crew_messages' | 'directors',
  gatheringId: string,
): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom(table)
    .where('gathering_id', '=', gatheringId)
    .executeTakeFirst()
  return Number(numDeletedRows)
}

async function deleteProposals(db: Queries, gatheringId: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('meetings')
    .where('gathering_id', '=', gatheringId)
    .where('status', 'in', ['proposed', 'declined'])
    .executeTakeFirst()
  return Number(numDeletedRows)
}

/** The codes are new ones, not empty: the meeting may be used again, and an empty code would open it to everybody or to nobody. */
async function eraseMeeting(db: Queries, meetingId: string, keepsCounts: boolean): Promise<void> {
  const { walkIns, ...counts } = noCounts
  await db
    .updateTable('meetings')
    .set({
      host_hash: null,
      host_alias: '',
      venue: '',
      address: '',
      note: '',
      decline_reason: '',
      streams: '[]',
      link_status: 'off',
      arrival_code: makeCode(6),
      invitation: `i_${makeSecret()}`,
      door_key: makeDoorKey(),
      holds_merged: 0,
      next_list_order: 1,
      ...(keepsCounts ? {} : { ...counts, walk_ins: walkIns, told_confirmed: 0, told_arrived: 0 }),
    })
    .where('meeting_id', '=', meetingId)
    .execute()
}
