// SQL expressions that raise a reply's revision in the same statement that changes it, so that none is forgotten.
import { type RawBuilder, sql } from 'kysely'
import type { Queries } from './tables.ts'

/** Holders may see waiting as asked, so a change between the two is not a change for them. */
const told = (state: RawBuilder<unknown>) => sql`case ${state} when 'waiting' then 'asked' else ${state} end`

/** For an upsert: adds one if the holder's view of the reply changes. */
export const raisedRevision = sql<number>`case when
  attendances.meeting_id = excluded.meeting_id and attendances.party_size = excluded.party_size
  and attendances.vouched = excluded.vouched
  and ${told(sql`attendances.state`)} = ${told(sql`excluded.state`)}
  then attendances.revision else attendances.revision + 1 end`

/** For an update that sets this state. */
export function revisionAfter(state: string): RawBuilder<number> {
  return sql<number>`case when ${told(sql`attendances.state`)} = ${state === 'waiting' ? 'asked' : state}
    then attendances.revision else attendances.revision + 1 end`
}

/** For an update that always changes the holder's view, such as a move to another meeting. */
export const nextRevision = sql<number>`attendances.revision + 1`

/** Raises the revision of replies to a meeting whose holders can see what changed in it. */
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
