// Asked replies in SQL: replies per minute, taking seats back after a burst, and decisions of hosts and organizers.
import { sql } from 'kysely'
import type { Held } from '#shared/domain/admission.ts'
import type { AttendanceState } from '#shared/domain/attendance.ts'
import { eachOf } from './bulk-statements.ts'
import { revisionAfter } from './reply-revision.ts'
import type { Queries } from './tables.ts'

/** People who replied in each minute since then, as counted when they replied (`addReplyMinutes`). */
export async function peoplePerMinute(
  db: Queries,
  meetingId: string,
  sinceMinute: number,
): Promise<ReadonlyMap<number, number>> {
  const rows = await db
    .selectFrom('reply_minutes')
    .select(['minute', 'people'])
    .where('meeting_id', '=', meetingId)
    .where('minute', '>', sinceMinute)
    .execute()
  return new Map(rows.map((row) => [row.minute, row.people]))
}

/**
 * Adds people by meeting and minute. Stored separately from the replies, so that cancelling, erasing or moving one does not lower the
 * count. One prepared statement for any number of rows: it runs with most commits.
 */
export async function addReplyMinutes(
  db: Queries,
  added: ReadonlyMap<string, ReadonlyMap<number, number>>,
): Promise<void> {
  const rows = [...added].flatMap(([meetingId, people]) =>
    [...people].map(([minute, more]) => [meetingId, minute, more] as const),
  )
  if (rows.length === 0) return
  await sql`
    insert into reply_minutes (meeting_id, minute, people)
    select value ->> 0, cast(value ->> 1 as integer), cast(value ->> 2 as integer)
    from ${eachOf(db, JSON.stringify(rows))}
    where true
    on conflict (meeting_id, minute) do update set people = reply_minutes.people + excluded.people`.execute(
    db,
  )
}

/** Deletes the counts up to this minute. */
export async function forgetReplyMinutes(db: Queries, until: number): Promise<void> {
  await db.deleteFrom('reply_minutes').where('minute', '<=', until).execute()
}

/** Which replies a decision applies to: some by id, or those of a burst by the minutes in which they were placed. */
export type Selected =
  | { readonly attendanceIds: readonly string[] }
  | { readonly fromMinute: number; readonly toMinute: number }

const burst: readonly Held[] = ['source', 'time']

function selected(db: Queries, meetingId: string, chosen: Selected) {
  const here = db.selectFrom('attendances').where('meeting_id', '=', meetingId)
  return 'attendanceIds' in chosen
    ? here.where('attendance_id', 'in', [...chosen.attendanceIds])
    : here
        .where('replied_minute', '>=', chosen.fromMinute)
        .where('replied_minute', '<=', chosen.toMinute)
        .where('held', 'in', burst)
}

export type DecidedReply = {
  readonly attendanceId: string
  readonly partySize: number
  readonly state: AttendanceState
  readonly decidedFrom: AttendanceState | null
}

type Found = { attendance_id: string; party_size: number; state: string; decided_from: string | null }

function fromRow(row: Found): DecidedReply {
  return {
    attendanceId: row.attendance_id,
    partySize: row.party_size,
    state: row.state as AttendanceState,
    decidedFrom: row.decided_from as AttendanceState | null,
  }
}

const columns = ['attendance_id', 'party_size', 'state', 'decided_from'] as const

/** The selected replies in these states of which nobody has arrived, in the order of replying. */
export async function findSelected(
  db: Queries,
  meetingId: string,
  chosen: Selected,
  states: readonly AttendanceState[],
): Promise<readonly DecidedReply[]> {
  const rows = await selected(db, meetingId, chosen)
    .select(columns)
    .where('state', 'in', states)
    .where('arrived', '=', 0)
    .orderBy('queue_order')
    .execute()
  return rows.map(fromRow)
}

export async function findDecided(
  db: Queries,
  meetingId: string,
  decisionId: string,
): Promise<readonly DecidedReply[]> {
  const rows = await db
    .selectFrom('attendances')
    .select(columns)
    .where('meeting_id', '=', meetingId)
    .where('decision_id', '=', decisionId)
    .where('arrived', '=', 0)
    .where('state', '!=', 'cancelled')
    .orderBy('queue_order')
    .execute()
  return rows.map(fromRow)
}

/** Replies that got seats or waiting positions in a burst before it was detected, without a host's decision, a vouch or an arrival. */
export async function findTakenBack(
  db: Queries,
  meetingId: string,
  sinceMinute: number,
): Promise<readonly DecidedReply[]> {
  const rows = await db
    .selectFrom('attendances')
    .select(columns)
    .where('meeting_id', '=', meetingId)
    .where('replied_minute', '>', sinceMinute)
    .where('state', 'in', ['confirmed', 'waiting'])
    .where('arrived', '=', 0)
    .where('vouched', '=', 0)
    .where('decision_id', 'is', null)
    .execute()
  return rows.map(fromRow)
}

const rowsAtOnce = 500

async function inPieces(ids: readonly string[], run: (piece: string[]) => Promise<unknown>): Promise<void> {
  for (let at = 0; at < ids.length; at += rowsAtOnce) await run(ids.slice(at, at + rowsAtOnce))
}

export async function holdReplies(db: Queries, ids: readonly string[], held: Held): Promise<void> {
  await inPieces(ids, (piece) =>
    db
      .updateTable('attendances')
      .set({ state: 'asked', held, revision: revisionAfter('asked') })
      .where('attendance_id', 'in', piece)
      .execute(),
  )
}

/** Stores the previous state, for taking the decision back. */
export async function decideReplies(
  db: Queries,
  ids: readonly string[],
  state: AttendanceState,
  decisionId: string,
): Promise<void> {
  await inPieces(ids, (piece) =>
    db
      .updateTable('attendances')
      .set({
        state,
        decision_id: decisionId,
        decided_from: sql`attendances.state`,
        revision: revisionAfter(state),
      })
      .where('attendance_id', 'in', piece)
      .execute(),
  )
}

export async function undecideReplies(
  db: Queries,
  ids: readonly string[],
  state: AttendanceState,
): Promise<void> {
  await inPieces(ids, (piece) =>
    db
      .updateTable('attendances')
      .set({ state, decision_id: null, decided_from: null, revision: revisionAfter(state) })
      .where('attendance_id', 'in', piece)
      .execute(),
  )
}

export type TenMinutes = {
  readonly meetingId: string
  readonly fromMinute: number
  readonly state: AttendanceState
  readonly isOfBurst: boolean
  readonly people: number
}

/** People per ten minutes, state, and whether a burst held them. Replies of unknown time are left out. */
export async function peoplePerTenMinutes(db: Queries, gatheringId: string): Promise<readonly TenMinutes[]> {
  const ofBurst = sql<number>`case when held in ('source', 'time') then 1 else 0 end`
  const ten = sql<number>`replied_minute / 10`
  const rows = await db
    .selectFrom('attendances')
    .select((select) => [
      'meeting_id',
      'state',
      ten.as('ten'),
      ofBurst.as('of_burst'),
      select.fn.sum<number | string>('party_size').as('people'),
    ])
    .where('meeting_id', 'in', (select) =>
      select.selectFrom('meetings').select('meeting_id').where('gathering_id', '=', gatheringId),
    )
    .where('replied_minute', '>', 0)
    .where('state', '!=', 'cancelled')
    .groupBy(['meeting_id', 'state', ten, ofBurst])
    .execute()
  return rows.map((row) => ({
    meetingId: row.meeting_id,
    fromMinute: Number(row.ten) * 10,
    state: row.state as AttendanceState,
    isOfBurst: Number(row.of_burst) === 1,
    people: Number(row.people),
  }))
}
