// Erases the personal data of one gathering in SQL, and counts the erased rows.
import { standUp } from '#shared/domain/director-seat.ts'
import type { Exposure } from '#shared/domain/exposure.ts'
import { makeCode, makeDoorKey, makeSecret } from '../secrets.ts'
import { deleteAttendances } from './attendance-rows.ts'
import { raiseAll } from './audience-rows.ts'
import { deleteChanges } from './change-rows.ts'
import { columnsWithout, deleteClosedCities, isKnownToStrangers } from './closed-cities.ts'
import { type GatheringRecord, loadGatheringToChange } from './gathering-rows.ts'
import { endLease, seatLease } from './lease-rows.ts'
import { wantTidying } from './pending-cleanup.ts'
import type { MeetingTable, Queries } from './tables.ts'
import { deleteWatching } from './watching-rows.ts'

/** Gatherings whose purge date (epoch ms) has come, the longest overdue first. */
export async function gatheringsToPurge(db: Queries, now: number): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('gatherings')
    .select('gathering_id')
    .where('purge_at', '<=', now)
    .orderBy('purge_at')
    .execute()
  return rows.map((row) => row.gathering_id)
}

/** Numbers of erased rows by kind. `version`: the one created by the purge. */
export type Purged = {
  readonly gatheringId: string
  readonly slug: string
  readonly version: number
  readonly replies: number
  readonly logEntries: number
  readonly messages: number
  readonly directors: number
  readonly proposals: number
  /** Cities unknown to the public, which were deleted. */
  readonly closedCities: number
  /** Meetings whose host, address, note, streams and codes were erased. */
  readonly meetings: number
}

/** Null when the gathering is gone, or its purge date was moved since it was listed. */
export async function purgeWhenDue(db: Queries, gatheringId: string, now: number): Promise<Purged | null> {
  // Locks the row first, like every transaction that writes to a gathering: an organizer may be moving the date now.
  const record = await loadGatheringToChange(db, gatheringId)
  if (record === null || record.purgeAt === null || record.purgeAt > now) return null
  await wantTidying(db, 'tidy')
  // Without an instant nothing took place: the replies held no seats, so there is nothing to keep on record.
  return erase(db, record, { now, isPurged: true, keepsCounts: record.gathering.startsAt !== null })
}

/**
 * Erases regardless of the date; requires a transaction that has locked the gathering. The counts of a past gathering stay as its public
 * record. Those of a future one are reset, because no replies are left, and its purge date stays.
 */
export function eraseRecord(
  db: Queries,
  record: GatheringRecord,
  { now, isOver }: { readonly now: number; readonly isOver: boolean },
): Promise<Purged> {
  return erase(db, record, { now, isPurged: isOver, keepsCounts: isOver })
}

/**
 * Keeps the public record, as strangers could read it: texts, cities, counts, the programme, its actual course, recordings. Erases replies,
 * secrets, addresses, the log, crew messages, proposals, cities and counts that were not public, and what hosts wrote about themselves.
 *
 * The new version has no log entry, so every reader must read the whole gathering again. `isPurged`: false when its purge date stays.
 */
async function erase(
  db: Queries,
  record: GatheringRecord,
  {
    now,
    isPurged,
    keepsCounts,
  }: { readonly now: number; readonly isPurged: boolean; readonly keepsCounts: boolean },
): Promise<Purged> {
  const { gatheringId, slug } = record.gathering
  const version = record.version + 1
  const cities = await db
    .selectFrom('meetings')
    .select(['meeting_id', 'status', 'exposure', 'was_announced', 'merged_into', ...countColumns])
    .where('gathering_id', '=', gatheringId)
    .execute()
  const isProposal = ({ status }: { readonly status: string }) =>
    status === 'proposed' || status === 'declined'
  const leaving = cities.filter((city) => !isKnownToStrangers(city, record.gathering))
  const closed = new Set(leaving.map((city) => city.meeting_id))
  const { linkUp } = record
  const cleared = { ...record, linkUp: { ...linkUp, seat: standUp(linkUp.seat), rehearsal: null } }
  await db
    .updateTable('gatherings')
    .set({
      ...(await columnsWithout(db, cleared, { leaving: closed, closed }, now)),
      version,
      purged_version: version,
      // It reveals how many replies there were, in closed cities too; with all of them gone it restarts.
      next_queue_order: 1,
      // Like a city's band, the count of people at home keeps its last published value.
      ...(keepsCounts ? {} : { told_watching: 0 }),
      ...(isPurged ? { purge_at: null, purged_at: now } : {}),
    })
    .where('gathering_id', '=', gatheringId)
    .execute()
  await deleteWatching(db, gatheringId)
  const replies = await deleteAttendances(db, gatheringId)
  const logEntries = await deleteChanges(db, gatheringId)
  const messages = await deleteFrom(db, 'crew_messages', gatheringId)
  const directors = await deleteFrom(db, 'directors', gatheringId)
  await endLease(db, seatLease(gatheringId))
  await deleteClosedCities(db, gatheringId, closed)
  const kept = cities.filter((city) => !closed.has(city.meeting_id))
  for (const city of kept) await eraseMeeting(db, city, keepsCounts ? publicCounts(city) : noCountColumns)
  await raiseAll(db, gatheringId)
  const proposals = leaving.filter(isProposal).length
  return {
    gatheringId,
    slug,
    version,
    replies,
    logEntries,
    messages,
    directors,
    proposals,
    closedCities: leaving.length - proposals,
    meetings: kept.length,
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

const countColumns = [
  'asked',
  'confirmed',
  'vouched',
  'waiting',
  'arrived',
  'walk_ins',
  'told_confirmed',
  'told_arrived',
] as const
type CountColumns = Pick<MeetingTable, (typeof countColumns)[number]>
export const noCountColumns: CountColumns = {
  asked: 0,
  confirmed: 0,
  vouched: 0,
  waiting: 0,
  arrived: 0,
  walk_ins: 0,
  told_confirmed: 0,
  told_arrived: 0,
}

/** The counts as the public could read them: for a band, the last published floor. */
export function publicCounts(row: CountColumns & Pick<MeetingTable, 'exposure'>): CountColumns {
  const { counts } = JSON.parse(row.exposure) as Exposure
  if (counts === 'exact') {
    const { asked, confirmed, vouched, waiting, arrived, walk_ins } = row
    return { ...noCountColumns, asked, confirmed, vouched, waiting, arrived, walk_ins }
  }
  if (counts === 'hidden') return noCountColumns
  const { told_confirmed, told_arrived } = row
  return {
    ...noCountColumns,
    confirmed: told_confirmed,
    arrived: told_arrived,
    told_confirmed,
    told_arrived,
  }
}

/** Sets new codes instead of empty ones: the meeting may be used again, and an empty code would open it to everybody or nobody. */
export async function eraseMeeting(
  db: Queries,
  { meeting_id: meetingId }: Pick<MeetingTable, 'meeting_id'>,
  counts: CountColumns,
): Promise<void> {
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
      count_key: makeSecret(),
      confirmed_fell: 0,
      arrived_fell: 0,
      holds_merged: 0,
      erase_at: null,
      list_erased_at: null,
      next_list_order: 1,
      ...counts,
    })
    .where('meeting_id', '=', meetingId)
    .execute()
}
