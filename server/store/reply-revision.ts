// Raises the revision of replies in the statements that change them, so that no way of changing a reply forgets it.
import { type RawBuilder, sql } from 'kysely'
import type { Queries } from './tables.ts'

/** Waiting may be told to the holder as asked, so that a change between these two is none to them. */
const told = (state: RawBuilder<unknown>) => sql`case ${state} when 'waiting' then 'asked' else ${state} end`

/** In an upsert: one more where the holder reads something else of the reply than before. */
export const raisedRevision = sql<number>`case when
  attendances.meeting_id = excluded.meeting_id and attendances.party_size = excluded.party_size
  and attendances.vouched = excluded.vouched
  and ${told(sql`attendances.state`)} = ${told(sql`excluded.state`)}
  then attendances.revision else attendances.revision + 1 end`

/** In an update that gives replies this state. */
export function revisionAfter(state: string): RawBuilder<number> {
  return sql<number>`case when ${told(sql`attendances.state`)} = ${state === 'waiting' ? 'asked' : state}
    then attendances.revision else attendances.revision + 1 end`
}

/** In an update that brings replies to another meeting. */
export const nextRevision = sql<number>`attendances.revision + 1`

/** Of the replies to a meeting whose holders read something of it that changed. */
export async function reviseRepliesTo(
  db: Queries,
  meetingId: string,
  holders: { readonly isConfirmed: boolean; readonly vouched: boolean },
): Promise<void> {
  await db
    .updateTable('attendances')
    .set({ revision: nextRevision })
    .where('meeting_id', '=', meetingId)
    .where('state', holders.isConfirmed ? '=' : '!=', 'confirmed')
    .where('vouched', '=', holders.vouched ? 1 : 0)
    .execute()
}
