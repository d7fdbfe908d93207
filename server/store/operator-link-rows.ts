// The operator's link to the page that erases the whole installation: one at a time, stored as a hash.
import { hashSecret } from '../secrets.ts'
import type { Queries } from './tables.ts'

const key = 'panic-link'

/** Replaces the previous link; null removes it. */
export async function savePanicLink(db: Queries, secret: string | null): Promise<void> {
  await db.deleteFrom('meta').where('key', '=', key).execute()
  if (secret !== null)
    await db
      .insertInto('meta')
      .values({ key, value: hashSecret(secret) })
      .execute()
}

export async function isPanicLink(db: Queries, secret: string): Promise<boolean> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row !== undefined && row.value === hashSecret(secret)
}
