// Organizers, their sessions, and the one-time links that start a session. Only hashes are stored.

import { paddedPieces } from './bulk-statements.ts'
import { takeTurn } from './row-locks.ts'
import type { Queries } from './tables.ts'

export async function insertClaimLink(db: Queries, tokenHash: string, now: number): Promise<void> {
  await db
    .insertInto('claim_links')
    .values({ token_hash: tokenHash, created_at: now, used_at: null })
    .execute()
}

/** Uses the link up; false if it never existed, was used, or is older than `oldest` (epoch ms). */
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

/** Revokes all unused links. */
export async function deleteUnusedClaimLinks(db: Queries): Promise<void> {
  await db.deleteFrom('claim_links').where('used_at', 'is', null).execute()
}

/** Whether an unused link created at `oldest` (epoch ms) or later exists. */
export async function hasUsableClaimLink(db: Queries, oldest: number): Promise<boolean> {
  const link = await db
    .selectFrom('claim_links')
    .select('token_hash')
    .where('used_at', 'is', null)
    .where('created_at', '>=', oldest)
    .limit(1)
    .executeTakeFirst()
  return link !== undefined
}

/** The operator's own organizer: the first one ever. Created if there is none, only once even by concurrent processes. */
export async function firstOrganizer(db: Queries, makeId: () => string, now: number): Promise<string> {
  const first = await findFirstOrganizer(db)
  if (first !== null) return first
  await takeTurn(db)
  const made = await findFirstOrganizer(db)
  if (made !== null) return made
  const organizerId = makeId()
  await db.insertInto('organizers').values({ organizer_id: organizerId, created_at: now }).execute()
  return organizerId
}

async function findFirstOrganizer(db: Queries): Promise<string | null> {
  const first = await db
    .selectFrom('organizers')
    .select('organizer_id')
    .orderBy('created_at')
    .limit(1)
    .executeTakeFirst()
  return first?.organizer_id ?? null
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

/** Deletes every session and every one-time link; returns the hashes of the sessions. */
export async function deleteAllSessions(db: Queries): Promise<readonly string[]> {
  const rows = await db.deleteFrom('sessions').returning('session_hash').execute()
  await db.deleteFrom('claim_links').execute()
  return rows.map((row) => row.session_hash)
}

/** Deletes links created before `oldest` (epoch ms), used or not: they have expired. */
export async function deleteOldClaimLinks(db: Queries, oldest: number): Promise<void> {
  await db.deleteFrom('claim_links').where('created_at', '<', oldest).execute()
}

export async function hasAnySession(db: Queries): Promise<boolean> {
  return (await db.selectFrom('sessions').select('session_hash').limit(1).executeTakeFirst()) !== undefined
}

/**
 * True only the first time ever; false later, even if the created data was removed since. Call in the transaction that creates the initial
 * data of a new installation; another process that starts at the same time waits for it to end.
 */
export async function markFirstStart(db: Queries): Promise<boolean> {
  const result = await db
    .insertInto('meta')
    .values({ key: 'started', value: '1' })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst()
  return result.numInsertedOrUpdatedRows === 1n
}

/** Which of these sessions are still valid. */
export async function openSessions(
  db: Queries,
  sessionHashes: readonly string[],
  now: number,
): Promise<ReadonlySet<string>> {
  const open = new Set<string>()
  for (const hashes of paddedPieces(sessionHashes)) {
    const rows = await db
      .selectFrom('sessions')
      .select('session_hash')
      .where('session_hash', 'in', hashes)
      .where('expires_at', '>', now)
      .execute()
    for (const row of rows) open.add(row.session_hash)
  }
  return open
}
