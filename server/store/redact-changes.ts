// Removes erased replies from a gathering's log: entries keep their versions and affected meetings, but name nobody.
import type { Outcome } from '#shared/protocol/answers.ts'
import { meetingsIn } from '#shared/protocol/change-table.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { breathe } from '../yield-event-loop.ts'
import { inPowersOfTwo } from './bulk-statements.ts'
import type { Queries } from './tables.ts'

/** Read and parsed in about 10 ms. */
const entriesAtOnce = 2000

/** Runs queries in the current transaction, or each time in a new one. */
export type Within = <Value>(use: (db: Queries) => Promise<Value>) => Promise<Value>

/**
 * Clients that catch up over these entries receive the meeting's whole list instead (`repliesErased`). The actors are removed too: a retry
 * of such a command is decided again. `head`: the newest version to check.
 */
export async function redactChanges(
  within: Within,
  gatheringId: string,
  attendanceIds: ReadonlySet<string>,
  head: number,
): Promise<void> {
  if (attendanceIds.size === 0) return
  for (let after = 0; after < head; after += entriesAtOnce) {
    const from = after
    await within((db) => redactStretch(db, gatheringId, attendanceIds, from))
    await breathe()
  }
}

/**
 * Queues replies for the job that redacts the log after this transaction. Redacting within the command would make its answer later the
 * longer the log is.
 */
export async function noteErased(
  db: Queries,
  gatheringId: string,
  attendanceIds: ReadonlySet<string>,
): Promise<void> {
  const rows = [...attendanceIds].map((attendance_id) => ({ attendance_id, gathering_id: gatheringId }))
  for (const piece of inPowersOfTwo(rows)) {
    await db
      .insertInto('erased_replies')
      .values(piece)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  }
}

/** The queued replies, by gathering. */
export async function notedToRedact(
  db: Queries,
): Promise<ReadonlyMap<string, { readonly attendanceIds: ReadonlySet<string>; readonly head: number }>> {
  const rows = await db
    .selectFrom('erased_replies')
    .leftJoin('gatherings', 'gatherings.gathering_id', 'erased_replies.gathering_id')
    .select(['attendance_id', 'erased_replies.gathering_id', 'version'])
    .execute()
  const found = new Map<string, { attendanceIds: Set<string>; head: number }>()
  for (const { attendance_id, gathering_id, version } of rows) {
    const noted = found.get(gathering_id) ?? { attendanceIds: new Set<string>(), head: version ?? 0 }
    noted.attendanceIds.add(attendance_id)
    found.set(gathering_id, noted)
  }
  return found
}

/** Call once they are removed from the log. */
export async function forgetNoted(db: Queries, attendanceIds: ReadonlySet<string>): Promise<void> {
  for (const piece of inPowersOfTwo([...attendanceIds]))
    await db.deleteFrom('erased_replies').where('attendance_id', 'in', piece).execute()
}

async function redactStretch(
  db: Queries,
  gatheringId: string,
  attendanceIds: ReadonlySet<string>,
  after: number,
): Promise<void> {
  const rows = await db
    .selectFrom('changes')
    .select(['version', 'changes', 'outcome'])
    .where('gathering_id', '=', gatheringId)
    .where('version', '>', after)
    .where('version', '<=', after + entriesAtOnce)
    .execute()
  for (const row of rows) {
    if (!namesAny(row.changes, attendanceIds) && !namesAny(row.outcome, attendanceIds)) continue
    const changes: readonly Change[] = JSON.parse(row.changes)
    const outcome: Outcome = {}
    await db
      .updateTable('changes')
      .set({
        ...tracelessEntry(gatheringId, row.version),
        changes: JSON.stringify(changes.flatMap((change) => redacted(change, attendanceIds))),
        outcome: JSON.stringify(outcome),
      })
      .where('gathering_id', '=', gatheringId)
      .where('version', '=', row.version)
      .execute()
  }
}

/** Without parsing, because only few entries match. */
function namesAny(json: string, attendanceIds: ReadonlySet<string>): boolean {
  for (const [, id = ''] of json.matchAll(/"attendanceId":"([^"]+)"/g)) if (attendanceIds.has(id)) return true
  return false
}

/** The columns of an entry without an actor. */
export function tracelessEntry(
  gatheringId: string,
  version: number,
): { readonly actor_key: string; readonly command_id: string } {
  return { actor_key: '', command_id: `erased ${gatheringId} ${version}` }
}

function names(change: Change, attendanceIds: ReadonlySet<string>): boolean {
  return 'attendanceId' in change && attendanceIds.has(change.attendanceId)
}

function redacted(change: Change, attendanceIds: ReadonlySet<string>): readonly Change[] {
  if (!names(change, attendanceIds)) return [change]
  return meetingsIn(change).map((meetingId) => ({ type: 'repliesErased', meetingId }))
}
