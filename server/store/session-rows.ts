// Organizers, their sessions, and the one-time links by which a session begins. Only hashes are kept.
import type { Queries } from './tables.ts'

export async function insertClaimLink(db: Queries, tokenHash: string, now: number): Promise<void> {
  await db
    .insertInto('claim_links')
    .values({ token_hash: tokenHash, created_at: now, used_at: null })
    .execute()
}

/** Uses the link up; false when it never was, is used, or is older than `oldest` (epoch ms). */
export async function useClaimLink(
  db: Queries,
  tokenHash: string,
  now: number,
  oldest: number,
): Promise<boolean> {
  const result = await db
    .updateTable('claim_links')
    .set({ used_at: now })
    .where('token_hash', '=', tokenHash)
    .where('used_at', 'is', null)
    .where('created_at', '>=', oldest)
    .executeTakeFirst()
  return result.numUpdatedRows > 0n
}

/** The operator's own organizer: the first that ever was. Made when there is none. */
export async function firstOrganizer(db: Queries, makeId: () => string, now: number): Promise<string> {
  const first = await db
    .selectFrom('organizers')
    .select('organizer_id')
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  if (first !== undefined) return first.organizer_id
  const organizerId = makeId()
  await db.insertInto('organizers').values({ organizer_id: organizerId, created_at: now }).execute()
  return organizerId
}

export async function insertSession(
  db: Queries,
  session: {
    readonly sessionHash: string
    readonly organizerId: string
    readonly now: number
    readonly expiresAt: number
  },
): Promise<void> {
  await db
    .insertInto('sessions')
    .values({
      session_hash: session.sessionHash,
      organizer_id: session.organizerId,
      created_at: session.now,
      expires_at: session.expiresAt,
    })
    .execute()
}

export async function findSession(db: Queries, sessionHash: string, now: number): Promise<string | null> {
  const row = await db
    .selectFrom('sessions')
    .select('organizer_id')
    .where('session_hash', '=', sessionHash)
    .where('expires_at', '>', now)
    .executeTakeFirst()
  return row?.organizer_id ?? null
}

export async function deleteSession(db: Queries, sessionHash: string): Promise<void> {
  await db.deleteFrom('sessions').where('session_hash', '=', sessionHash).execute()
}

export async function deleteExpiredSessions(db: Queries, now: number): Promise<void> {
  await db.deleteFrom('sessions').where('expires_at', '<=', now).execute()
}

export async function hasAnySession(db: Queries): Promise<boolean> {
  return (await db.selectFrom('sessions').select('session_hash').limit(1).executeTakeFirst()) !== undefined
}

/** True until `markStarted`: what is made for a new installation is made once, also when it was removed since. */
export async function isFirstStart(db: Queries): Promise<boolean> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', 'started').executeTakeFirst()
  return row === undefined
}

export async function markStarted(db: Queries): Promise<void> {
  await db
    .insertInto('meta')
    .values({ key: 'started', value: '1' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}
