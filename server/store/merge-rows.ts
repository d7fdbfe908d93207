// Bulk changes of replies: moved to another meeting, returned, or seated. Each statement changes a limited number of rows.
import { sql } from 'kysely'
import type { Returned } from '#shared/domain/merge-path.ts'
import { breathe } from '../yield-event-loop.ts'
import { nextRevision } from './reply-revision.ts'
import type { Queries } from './tables.ts'

const rowsAtOnce = 1000

/** The ids of replies at `fromMeetingId` whose code is in use at `intoMeetingId`. */
export async function clashingReplies(
  db: Queries,
  fromMeetingId: string,
  intoMeetingId: string,
): Promise<readonly string[]> {
  const rows = await db
    .selectFrom('attendances')
    .select('attendance_id')
    .where('meeting_id', '=', fromMeetingId)
    .where('code', 'in', (select) =>
      select.selectFrom('attendances').select('code').where('meeting_id', '=', intoMeetingId),
    )
    .orderBy('queue_order')
    .execute()
  return rows.map((row) => row.attendance_id)
}

/** Moves all replies of a meeting to another one and adds a step to their merge paths. Returns their number. */
export async function bringReplies(
  db: Queries,
  fromMeetingId: string,
  intoMeetingId: string,
): Promise<number> {
  return inPieces(() =>
    sql`
      update attendances
      set meeting_id = ${intoMeetingId},
        merged_from = (case when vouched = 1 then cast(${`${fromMeetingId}+`} as text) else cast(${fromMeetingId} as text) end)
          || coalesce('/' || merged_from, ''),
        vouched = 0,
        revision = ${nextRevision}
      where attendance_id in (
        select attendance_id from attendances where meeting_id = ${fromMeetingId} limit ${rowsAtOnce})`.execute(
      db,
    ),
  )
}

/** The replies of one merge path at one meeting: their number, and their people by state. */
export type PathAt = {
  readonly path: string
  readonly replies: number
  readonly confirmed: number
  readonly waiting: number
  readonly arrived: number
  readonly asked: number
  /** Confirmed people vouched for by the host of their current meeting. */
  readonly vouched: number
}

export async function pathsAt(db: Queries, meetingId: string): Promise<readonly PathAt[]> {
  const people = (state: string) =>
    sql<number>`sum(case when state = cast(${state} as text) then party_size else 0 end)`
  const rows = await db
    .selectFrom('attendances')
    .select((select) => [
      'merged_from as path',
      select.fn.countAll().as('replies'),
      people('confirmed').as('confirmed'),
      people('waiting').as('waiting'),
      sql<number>`sum(case when state in ('cancelled', 'declined') then 0 else arrived end)`.as('arrived'),
      people('asked').as('asked'),
      sql<number>`sum(case when state = 'confirmed' then party_size * vouched else 0 end)`.as('vouched'),
    ])
    .where('meeting_id', '=', meetingId)
    .where('merged_from', 'is not', null)
    .groupBy('merged_from')
    .execute()
  return rows.map(({ path, replies, confirmed, waiting, arrived, asked, vouched }) => ({
    path: path ?? '',
    replies: Number(replies),
    confirmed: Number(confirmed),
    waiting: Number(waiting),
    arrived: Number(arrived),
    asked: Number(asked),
    vouched: Number(vouched),
  }))
}

/** Returns the replies of one merge path to a meeting they left. */
export async function returnReplies(
  db: Queries,
  at: { readonly meetingId: string; readonly path: string },
  toMeetingId: string,
  { mergedFrom, vouched, code }: Returned,
): Promise<void> {
  await inPieces(() =>
    db
      .updateTable('attendances')
      .set({
        meeting_id: toMeetingId,
        merged_from: mergedFrom,
        vouched: vouched ? 1 : 0,
        revision: nextRevision,
        ...(code === null ? {} : { code }),
      })
      .where('attendance_id', 'in', (select) =>
        select
          .selectFrom('attendances')
          .select('attendance_id')
          .where('meeting_id', '=', at.meetingId)
          .where('merged_from', '=', at.path)
          .limit(rowsAtOnce),
      )
      .executeTakeFirst(),
  )
}

/** Whether a reply merged into this meeting has this code. Codes generated here are unique among themselves. */
export async function isMergedCode(db: Queries, meetingId: string, code: string): Promise<boolean> {
  const row = await db
    .selectFrom('attendances')
    .select('attendance_id')
    .where('meeting_id', '=', meetingId)
    .where('code', '=', code)
    .where('merged_from', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

export type WaitingParty = {
  readonly queueOrder: number
  readonly partySize: number
  readonly isVouched: boolean
}

/** The next chunk of a waiting list, after `queueOrder`. */
export async function waitingPartiesAfter(
  db: Queries,
  meetingId: string,
  queueOrder: number,
): Promise<readonly WaitingParty[]> {
  const rows = await db
    .selectFrom('attendances')
    .select(['queue_order', 'party_size', 'vouched'])
    .where('meeting_id', '=', meetingId)
    .where('state', '=', 'waiting')
    .where('queue_order', '>', queueOrder)
    .orderBy('queue_order')
    .limit(rowsAtOnce)
    .execute()
  return rows.map((row) => ({
    queueOrder: row.queue_order,
    partySize: row.party_size,
    isVouched: row.vouched === 1,
  }))
}

/** Confirms all waiting replies up to and including this queue order. */
export async function seatWaiting(db: Queries, meetingId: string, upToQueueOrder: number): Promise<void> {
  await inPieces(() =>
    db
      .updateTable('attendances')
      .set({ state: 'confirmed', revision: nextRevision })
      .where('attendance_id', 'in', (select) =>
        select
          .selectFrom('attendances')
          .select('attendance_id')
          .where('meeting_id', '=', meetingId)
          .where('state', '=', 'waiting')
          .where('queue_order', '<=', upToQueueOrder)
          .limit(rowsAtOnce),
      )
      .executeTakeFirst(),
  )
}

/** Renumbers a meeting's list, so that merged replies are sorted among its own. Returns the next number. */
export async function numberList(db: Queries, meetingId: string): Promise<number> {
  await sql`
    update attendances set list_order = ranked.place
    from (
      select attendance_id, row_number() over (order by queue_order) as place
      from attendances where meeting_id = ${meetingId}
    ) as ranked
    where attendances.attendance_id = ranked.attendance_id`.execute(db)
  const row = await db
    .selectFrom('attendances')
    .select((select) => select.fn.countAll<number | string>().as('replies'))
    .where('meeting_id', '=', meetingId)
    .executeTakeFirstOrThrow()
  return Number(row.replies) + 1
}

type Written = { readonly numUpdatedRows?: bigint; readonly numAffectedRows?: bigint | undefined }

/** Repeats a statement until it finds no more rows, and yields to the event loop in between. Returns the number of changed rows. */
async function inPieces(run: () => Promise<Written>): Promise<number> {
  let all = 0
  for (;;) {
    const { numUpdatedRows, numAffectedRows } = await run()
    const changed = Number(numUpdatedRows ?? numAffectedRows ?? 0)
    all += changed
    if (changed < rowsAtOnce) return all
    await breathe()
  }
}
