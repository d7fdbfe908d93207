// A database that came out of a backup: which rights of then open nothing any more, and whether what became due since is purged.
import { makeCode, makeSecret } from '../secrets.ts'
import { savePanicLink } from './operator-link-rows.ts'
import { deleteAllSessions } from './session-rows.ts'
import type { Queries } from './tables.ts'

/** `keepsLinks`: links of the crew, invitations and codes of doors open what they opened in the backup. */
export type Unfinished = { readonly keepsLinks: boolean }

const key = 'restore-unfinished'

/**
 * In the transaction that writes the rows, in tables of whatever version: whoever signed out since, used a one-time link up or replaced the
 * operator's, must not find the former one open. What has to be read is finished afterwards, also by the next start of a server.
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

/** Null where nothing was restored, or all of it is finished. */
export async function unfinishedRestore(db: Queries): Promise<Unfinished | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row === undefined ? null : JSON.parse(row.value)
}

export async function endRestored(db: Queries): Promise<void> {
  await db.deleteFrom('meta').where('key', '=', key).execute()
}

/** How many cities have no host's link any more, and how many directors are gone. In a transaction. */
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
