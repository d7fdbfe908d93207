// Attendances in SQL: one row per reply, found by the hash of its secret.

import { sql } from 'kysely'
import type { Held } from '#shared/domain/admission.ts'
import type { Attendance, AttendanceState } from '#shared/domain/attendance.ts'
import type { ReplyCounts } from '#shared/domain/meeting.ts'
import { breathe } from '../yield-event-loop.ts'
import { deleteInPieces, inOrderOf, inPowersOfTwo, paddedPieces } from './bulk-statements.ts'
import { raisedRevision } from './reply-revision.ts'
import type { AttendanceTable, Queries } from './tables.ts'

export type AttendanceRecord = {
  readonly attendance: Attendance
  readonly gatheringId: string
  readonly secretHash: string
  /** The meetings it was moved from by mergers (`shared/domain/merge-path.ts`); null when it was made here. */
  readonly mergedFrom: string | null
  /** Minutes since 1970. */
  readonly repliedMinute: number
  readonly held: Held
  /** The decision that last confirmed or declined it. */
  readonly decisionId: string | null
  readonly decidedFrom: AttendanceState | null
  /** When it was cancelled, epoch ms; some minutes later it is erased. Null when it is not cancelled. */
  readonly cancelledAt?: number | null
  /** The version of the host's layer that contains its last change. */
  readonly hostVersion?: number
  /** Its order within its meeting's own list. */
  readonly listOrder?: number
  /** How often its holder's view changed. Read-only here: the SQL statements that change a reply raise it. */
  readonly revision?: number
}

/** The values of a reply without a decision, placed before times were stored. */
export const neverHeld = {
  repliedMinute: 0,
  held: '',
  decisionId: null,
  decidedFrom: null,
} as const satisfies Partial<AttendanceRecord>

function fromRow(row: AttendanceTable): AttendanceRecord {
  return {
    attendance: {
      attendanceId: row.attendance_id,
      meetingId: row.meeting_id,
      code: row.code,
      partySize: row.party_size,
      state: row.state as AttendanceState,
      queueOrder: row.queue_order,
      arrived: row.arrived,
      vouched: row.vouched === 1,
    },
    gatheringId: row.gathering_id,
    secretHash: row.secret_hash,
    mergedFrom: row.merged_from,
    repliedMinute: row.replied_minute,
    held: row.held as Held,
    decisionId: row.decision_id,
    decidedFrom: row.decided_from as AttendanceState | null,
    cancelledAt: row.cancelled_at,
    hostVersion: row.host_version,
    listOrder: row.list_order,
    revision: row.revision,
  }
}

function toRow(record: AttendanceRecord): AttendanceTable {
  const { attendance, gatheringId, secretHash, mergedFrom, cancelledAt = null } = record
  return {
    attendance_id: attendance.attendanceId,
    gathering_id: gatheringId,
    meeting_id: attendance.meetingId,
    secret_hash: secretHash,
    code: attendance.code,
    party_size: attendance.partySize,
    state: attendance.state,
    queue_order: attendance.queueOrder,
    arrived: attendance.arrived,
    vouched: attendance.vouched ? 1 : 0,
    merged_from: mergedFrom,
    replied_minute: record.repliedMinute,
    held: record.held,
    decision_id: record.decisionId,
    decided_from: record.decidedFrom,
    cancelled_at: attendance.state === 'cancelled' ? cancelledAt : null,
    host_version: record.hostVersion ?? 0,
    list_order: record.listOrder ?? 0,
    revision: record.revision ?? 0,
  }
}

export async function findAttendanceBySecret(
  db: Queries,
  secretHash: string,
): Promise<AttendanceRecord | null> {
  const row = await db
    .selectFrom('attendances')
    .selectAll()
    .where('secret_hash', '=', secretHash)
    .executeTakeFirst()
  return row === undefined ? null : fromRow(row)
}

export async function findAttendancesBySecret(
  db: Queries,
  secretHashes: readonly string[],
): Promise<readonly AttendanceRecord[]> {
  const found: AttendanceRecord[] = []
  for (const hashes of paddedPieces(secretHashes)) {
    const rows = await db.selectFrom('attendances').selectAll().where('secret_hash', 'in', hashes).execute()
    for (const row of rows) found.push(fromRow(row))
  }
  return inOrderOf(secretHashes, found, ({ secretHash }) => secretHash)
}

/** Which of these secrets (hashes) open a reply. */
export async function findExistingSecrets(
  db: Queries,
  secretHashes: readonly string[],
): Promise<readonly string[]> {
  const found: string[] = []
  for (const hashes of paddedPieces(secretHashes)) {
    const rows = await db
      .selectFrom('attendances')
      .select('secret_hash')
      .where('secret_hash', 'in', hashes)
      .execute()
    for (const { secret_hash } of rows) found.push(secret_hash)
  }
  return found
}

/** In the order of the ids given. */
export async function loadAttendances(
  db: Queries,
  attendanceIds: readonly string[],
): Promise<readonly AttendanceRecord[]> {
  const found: AttendanceRecord[] = []
  for (const ids of paddedPieces(attendanceIds)) {
    const rows = await db.selectFrom('attendances').selectAll().where('attendance_id', 'in', ids).execute()
    for (const row of rows) found.push(fromRow(row))
  }
  return inOrderOf(attendanceIds, found, ({ attendance }) => attendance.attendanceId)
}

/** All replies to one meeting in the order of replying, or null if there are more than `most`. For its host. */
export async function listAtMost(
  db: Queries,
  meetingId: string,
  most: number,
): Promise<readonly AttendanceRecord[] | null> {
  const rows = await db
    .selectFrom('attendances')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .limit(most + 1)
    .execute()
  return rows.length > most ? null : inOrder(rows.map(fromRow))
}

/** Replies to one meeting that changed after this version of the host's layer. */
export async function listSince(
  db: Queries,
  meetingId: string,
  hostVersion: number,
  most: number,
): Promise<readonly AttendanceRecord[]> {
  const rows = await db
    .selectFrom('attendances')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where('host_version', '>', hostVersion)
    .limit(most)
    .execute()
  return rows.map(fromRow)
}

const listedAtOnce = 1000
const states: readonly AttendanceState[] = ['confirmed', 'waiting', 'asked', 'declined', 'cancelled']

/**
 * All replies to one meeting in the order of replying, for its host. A long list is read in chunks: a concurrent change has a later version
 * than the one read before, so a later update contains it.
 */
export async function listAttendances(db: Queries, meetingId: string): Promise<readonly AttendanceRecord[]> {
  const short = await listAtMost(db, meetingId, listedAtOnce)
  if (short !== null) return short
  const found = new Map<string, AttendanceRecord>()
  for (const state of states) {
    for (let last = -1, isDone = false; !isDone; ) {
      const rows = await db
        .selectFrom('attendances')
        .selectAll()
        .where('meeting_id', '=', meetingId)
        .where('state', '=', state)
        .where('queue_order', '>', last)
        .orderBy('queue_order')
        .limit(listedAtOnce)
        .execute()
      for (const row of rows) found.set(row.attendance_id, fromRow(row))
      last = rows.at(-1)?.queue_order ?? last
      isDone = rows.length < listedAtOnce
      await breathe()
    }
  }
  return inOrder([...found.values()])
}

function inOrder(records: readonly AttendanceRecord[]): readonly AttendanceRecord[] {
  return records.toSorted((one, other) => one.attendance.queueOrder - other.attendance.queueOrder)
}

/** The first `limit` parties of a waiting list, in order. As each takes at least one seat, `limit` seats need no more. */
export async function waitingAt(
  db: Queries,
  meetingId: string,
  limit: number,
): Promise<readonly AttendanceRecord[]> {
  const rows = await db
    .selectFrom('attendances')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .where('state', '=', 'waiting')
    .orderBy('queue_order')
    .limit(limit)
    .execute()
  return rows.map(fromRow)
}

export async function countAhead(db: Queries, attendance: Attendance): Promise<number> {
  const row = await db
    .selectFrom('attendances')
    .select((select) => select.fn.countAll().as('ahead'))
    .where('meeting_id', '=', attendance.meetingId)
    .where('state', '=', 'waiting')
    .where('queue_order', '<', attendance.queueOrder)
    .executeTakeFirstOrThrow()
  return Number(row.ahead)
}

/** The queue orders of the whole waiting list, sorted: cheaper than counting for each of many waiting replies. */
export async function waitingOrders(db: Queries, meetingId: string): Promise<readonly number[]> {
  const rows = await db
    .selectFrom('attendances')
    .select('queue_order')
    .where('meeting_id', '=', meetingId)
    .where('state', '=', 'waiting')
    .orderBy('queue_order')
    .execute()
  return rows.map((row) => row.queue_order)
}

/** The meetings of a gathering: replies are indexed by meeting. */
function meetingsOf(db: Queries, gatheringId: string) {
  return db.selectFrom('meetings').select('meeting_id').where('gathering_id', '=', gatheringId)
}

/** Returns the number of deleted replies; also deletes the counts per minute. */
export async function deleteAttendances(db: Queries, gatheringId: string): Promise<number> {
  await db.deleteFrom('reply_minutes').where('meeting_id', 'in', meetingsOf(db, gatheringId)).execute()
  return deleteInPieces((limit) =>
    db
      .deleteFrom('attendances')
      .where('attendance_id', 'in', (select) =>
        select
          .selectFrom('attendances')
          .select('attendance_id')
          .where('meeting_id', 'in', meetingsOf(db, gatheringId))
          .limit(limit),
      ),
  )
}

export async function deleteAttendance(db: Queries, attendanceId: string): Promise<void> {
  await db.deleteFrom('attendances').where('attendance_id', '=', attendanceId).execute()
}

/** Erases the replies to one meeting and returns their ids. */
export async function eraseAttendancesAt(db: Queries, meetingId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('attendances')
    .select('attendance_id')
    .where('meeting_id', '=', meetingId)
    .execute()
  await deleteAttendancesAt(db, meetingId)
  return new Set(rows.map((row) => row.attendance_id))
}

/** Deletes the replies to one meeting and returns their number; also deletes the counts per minute. */
export async function deleteAttendancesAt(db: Queries, meetingId: string): Promise<number> {
  await db.deleteFrom('reply_minutes').where('meeting_id', '=', meetingId).execute()
  return deleteInPieces((limit) =>
    db
      .deleteFrom('attendances')
      .where('attendance_id', 'in', (select) =>
        select
          .selectFrom('attendances')
          .select('attendance_id')
          .where('meeting_id', '=', meetingId)
          .limit(limit),
      ),
  )
}

export async function countReplies(db: Queries, gatheringId: string): Promise<number> {
  const row = await db
    .selectFrom('attendances')
    .select((select) => select.fn.countAll().as('replies'))
    .where('meeting_id', 'in', meetingsOf(db, gatheringId))
    .where('state', 'not in', ended)
    .executeTakeFirstOrThrow()
  return Number(row.replies)
}

const ended: readonly AttendanceState[] = ['cancelled', 'declined']

/** People by the state of their replies, per meeting; meetings without replies are missing. `meetingId`: only that one. */
export async function countPeople(
  db: Queries,
  gatheringId: string,
  meetingId?: string,
): Promise<ReadonlyMap<string, ReplyCounts>> {
  const rows = await db
    .selectFrom('attendances')
    .select((select) => [
      'meeting_id',
      'state',
      select.fn.sum<number | string>('party_size').as('people'),
      select.fn.sum<number | string>('arrived').as('arrived'),
      sql<number | string>`sum(vouched * party_size)`.as('vouched'),
    ])
    .where('meeting_id', 'in', meetingId === undefined ? meetingsOf(db, gatheringId) : [meetingId])
    .where('state', 'not in', ended)
    .groupBy(['meeting_id', 'state'])
    .execute()
  const found = new Map<string, { -readonly [Kind in keyof ReplyCounts]: number }>()
  for (const { meeting_id, state, people, arrived, vouched } of rows) {
    const counts = found.get(meeting_id) ?? { asked: 0, confirmed: 0, vouched: 0, waiting: 0, arrived: 0 }
    counts[state as 'asked' | 'confirmed' | 'waiting'] += Number(people)
    if (state === 'confirmed') counts.vouched += Number(vouched)
    counts.arrived += Number(arrived)
    found.set(meeting_id, counts)
  }
  return found
}

/** Inserts new replies and updates changed ones. The gathering and the secret of a reply never change. */
export async function saveAttendances(db: Queries, records: readonly AttendanceRecord[]): Promise<void> {
  for (const rows of inPowersOfTwo(records.map(toRow))) {
    await breathe()
    await db
      .insertInto('attendances')
      .values(rows)
      .onConflict((conflict) =>
        conflict.column('attendance_id').doUpdateSet((row) => ({
          meeting_id: row.ref('excluded.meeting_id'),
          code: row.ref('excluded.code'),
          party_size: row.ref('excluded.party_size'),
          state: row.ref('excluded.state'),
          queue_order: row.ref('excluded.queue_order'),
          arrived: row.ref('excluded.arrived'),
          vouched: row.ref('excluded.vouched'),
          merged_from: row.ref('excluded.merged_from'),
          replied_minute: row.ref('excluded.replied_minute'),
          held: row.ref('excluded.held'),
          decision_id: row.ref('excluded.decision_id'),
          decided_from: row.ref('excluded.decided_from'),
          cancelled_at: row.ref('excluded.cancelled_at'),
          host_version: row.ref('excluded.host_version'),
          list_order: row.ref('excluded.list_order'),
          revision: raisedRevision,
        })),
      )
      .execute()
  }
}
