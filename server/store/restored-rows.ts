// After restoring a backup: revokes rights that were valid then, and tracks whether the overdue purges are done.
import { makeCode, makeSecret } from '../secrets.ts'
import { savePanicLink } from './operator-link-rows.ts'
import { deleteAllSessions } from './session-rows.ts'
import type { Queries } from './tables.ts'

/** `keepsLinks`: crew links, invitations and door codes stay valid as in the backup. */
export type Unfinished = { readonly keepsLinks: boolean }

const key = 'restore-unfinished'

/**
 * In the transaction that writes the rows, for tables of any version: sessions that have ended since, used one-time links and a replaced
 * operator link must not become valid again. The rest, which must read rows, is finished later, even by the next server start.
 */
export async function beginRestored(db: Queries, unfinished: Unfinished): Promise<void> {
  await deleteAllSessions(db)
  await savePanicLink(db, null)
  await db.deleteFrom('meta').where('key', '=', key).execute()
  await db
    .insertInto('meta')
    .values({ key, value: JSON.stringify(unfinished) })
    .execute()
}

/** Null when nothing was restored, or the restore is complete. */
export async function unfinishedRestore(db: Queries): Promise<Unfinished | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row === undefined ? null : JSON.parse(row.value)
}

export async function endRestored(db: Queries): Promise<void> {
  await db.deleteFrom('meta').where('key', '=', key).execute()
}

/**
 * Revokes the links of hosts and directors. Returns how many cities lost their host link, and how many directors were removed. In a
 * transaction.
 */
export async function endCrewLinks(
  db: Queries,
): Promise<{ readonly cities: number; readonly directors: number }> {
  const { numDeletedRows } = await db.deleteFrom('directors').executeTakeFirst()
  const rows = await db.selectFrom('meetings').select('meeting_id').execute()
  for (const { meeting_id: meetingId } of rows) {
    await db
      .updateTable('meetings')
      .set({ host_hash: null, invitation: `i_${makeSecret()}`, arrival_code: makeCode(6) })
      .where('meeting_id', '=', meetingId)
      .execute()
  }
  return { cities: rows.length, directors: Number(numDeletedRows) }
}
