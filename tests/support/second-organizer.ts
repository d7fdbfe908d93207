// Another organizer than the operator's own: links make the same one every time, so this one is written into the store.
import { hashSecret, makeSecret } from '#server/secrets.ts'
import { insertSession } from '#server/store/session-rows.ts'
import type { TestApp } from './test-app.ts'
import { makeTestId } from './test-gathering.ts'

/** A cookie of a new organizer, who owns no gathering yet. */
export async function signInAnotherOrganizer(app: TestApp): Promise<string> {
  const { db } = app.store()
  const secret = makeSecret()
  const [organizerId, now] = [makeTestId(), app.clock.now()]
  // Later than the first one, who stays the operator's.
  await db
    .insertInto('organizers')
    .values({ organizer_id: organizerId, created_at: now + 1 })
    .execute()
  const day = 24 * 60 * 60 * 1000
  await insertSession(db, { sessionHash: hashSecret(secret), organizerId, now, expiresAt: now + 30 * day })
  return `multaqa=${secret}`
}
