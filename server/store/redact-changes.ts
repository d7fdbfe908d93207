// Takes erased replies out of a gathering's log: entries keep their versions and what they touched, and name nobody any more.
import { sql } from 'kysely'
import type { Outcome } from '#shared/protocol/answers.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { breathe } from '../breathe.ts'
import type { Queries } from './tables.ts'

const entriesAtOnce = 1000
/** Up to so many ids are looked for by SQL itself; more by reading the log. */
const mostPatterns = 20

/**
 * Who caught up by these entries is told the whole list of the meeting instead (`repliesErased`). Whoever made them is forgotten too: a
 * retry of such a command is decided again.
 */
export async function redactChanges(
  db: Queries,
  gatheringId: string,
  attendanceIds: ReadonlySet<string>,
): Promise<void> {
  if (attendanceIds.size === 0) return
  const few = attendanceIds.size <= mostPatterns ? [...attendanceIds] : []
  const patterns = few.map((id) => `%"${id.replace(/[\\%_]/g, (sign) => `\\${sign}`)}"%`)
  const named = sql.join(
    patterns.map(
      (pattern) => sql<boolean>`changes like ${pattern} escape '\\' or outcome like ${pattern} escape '\\'`,
    ),
    sql` or `,
  )
  for (let version = 0; ; ) {
    const rows = await db
      .selectFrom('changes')
      .select(['version', 'changes', 'outcome'])
      .where('gathering_id', '=', gatheringId)
      .where('version', '>', version)
      .$if(few.length > 0, (query) => query.where(sql<boolean>`(${named})`))
      .orderBy('version')
      .limit(entriesAtOnce)
      .execute()
    for (const row of rows) {
      const changes: readonly Change[] = JSON.parse(row.changes)
      const outcome: Outcome = JSON.parse(row.outcome)
      const isNamed = changes.some((change) => names(change, attendanceIds))
      const isAnswer = outcome.attendanceId !== undefined && attendanceIds.has(outcome.attendanceId)
      if (!isNamed && !isAnswer) continue
      await db
        .updateTable('changes')
        .set({
          ...tracelessEntry(gatheringId, row.version),
          changes: JSON.stringify(changes.flatMap((change) => redacted(change, attendanceIds))),
          outcome: '{}',
        })
        .where('gathering_id', '=', gatheringId)
        .where('version', '=', row.version)
        .execute()
    }
    const last = rows.at(-1)
    if (last === undefined || rows.length < entriesAtOnce) return
    version = last.version
    await breathe()
  }
}

/** Of an entry that nobody made. */
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
  const meetingIds = [
    'meetingId' in change ? change.meetingId : null,
    'fromMeetingId' in change ? change.fromMeetingId : null,
  ]
  return meetingIds.flatMap((meetingId) =>
    typeof meetingId === 'string' ? [{ type: 'repliesErased' as const, meetingId }] : [],
  )
}
