// Attendances in SQL: one row a reply, found by the hash of its secret.
import type { Attendance, AttendanceState } from '#shared/domain/attendance.ts'
import { inPowersOfTwo, paddedPieces } from './rows-at-once.ts'
import type { AttendanceTable, Queries } from './tables.ts'

export type AttendanceRecord = {
  readonly attendance: Attendance
  readonly gatheringId: string
  readonly secretHash: string
  /** The meeting whose merger brought it here; null for all others. */
  readonly mergedFrom: string | null
}

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
  }
}

function toRow({ attendance, gatheringId, secretHash, mergedFrom }: AttendanceRecord): AttendanceTable {
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
  return found
}

export async function loadAttendances(
  db: Queries,
  attendanceIds: readonly string[],
): Promise<readonly AttendanceRecord[]> {
  const found: AttendanceRecord[] = []
  for (const ids of paddedPieces(attendanceIds)) {
    const rows = await db.selectFrom('attendances').selectAll().where('attendance_id', 'in', ids).execute()
    for (const row of rows) found.push(fromRow(row))
  }
  return found
}

/** Everybody at one meeting, in the order of replying; for its host. */
export async function listAttendances(db: Queries, meetingId: string): Promise<readonly AttendanceRecord[]> {
  const rows = await db
    .selectFrom('attendances')
    .selectAll()
    .where('meeting_id', '=', meetingId)
    .orderBy('queue_order')
    .execute()
  return rows.map(fromRow)
}

/** The head of a waiting list, in order. `limit` parties are enough: each takes at least one seat. */
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

/** The whole waiting list as its numbers, in order: cheaper than counting for each of many who wait there. */
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

/** The meetings of a gathering: replies are found by theirs. */
function meetingsOf(db: Queries, gatheringId: string) {
  return db.selectFrom('meetings').select('meeting_id').where('gathering_id', '=', gatheringId)
}

/** How many replies are gone. */
export async function deleteAttendances(db: Queries, gatheringId: string): Promise<number> {
  const { numDeletedRows } = await db
    .deleteFrom('attendances')
    .where('meeting_id', 'in', meetingsOf(db, gatheringId))
    .executeTakeFirst()
  return Number(numDeletedRows)
}

export async function countReplies(db: Queries, gatheringId: string): Promise<number> {
  const row = await db
    .selectFrom('attendances')
    .select((select) => select.fn.countAll().as('replies'))
    .where('meeting_id', 'in', meetingsOf(db, gatheringId))
    .where('state', '!=', 'cancelled')
    .executeTakeFirstOrThrow()
  return Number(row.replies)
}

/** New replies and changed ones together. Who a reply belongs to never changes. */
export async function saveAttendances(db: Queries, records: readonly AttendanceRecord[]): Promise<void> {
  for (const rows of inPowersOfTwo(records.map(toRow))) {
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
        })),
      )
      .execute()
  }
}
