// An organizer other than the operator's: sign-in links always create the same one, so this one is inserted into the store.
import { hashSecret, makeSecret } from '#server/secrets.ts'
import { insertSession } from '#server/store/session-rows.ts'
import type { TestApp } from './test-app.ts'
import { makeTestId } from './test-gathering.ts'

/** The session cookie of a new organizer, who owns no gathering yet. */
export async function signInAnotherOrganizer(app: TestApp): Promise<string> {
  const { db } = app.store()
  const secret = makeSecret()
  const [organizerId, now] = [makeTestId(), app.clock.now()]
  // Created later than the first organizer, who remains the operator's.
  await db
    .insertInto('organizers')
    .values({ organizer_id: organizerId, created_at: now + 1 })
    .execute()
  const day = 24 * 60 * 60 * 1000
  await insertSession(db, { sessionHash: hashSecret(secret), organizerId, now, expiresAt: now + 30 * day })
  return `multaqa=${secret}`
}
