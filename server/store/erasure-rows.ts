// What panics erased, by a hash of who asked and when: a retry gets the first answer, although nothing else is left to find it by.
import type { ErasureProof } from '#shared/protocol/erasure.ts'
import type { Queries } from './tables.ts'

export async function noteErasure(db: Queries, key: string, proof: ErasureProof): Promise<void> {
  await db
    .insertInto('erasures')
    .values({ erasure_key: key, erased_at: proof.at, proof: JSON.stringify(proof) })
    // Two retries at once: each finds everything gone.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** In place of what was noted under this key. */
export async function saveErasure(db: Queries, key: string, proof: ErasureProof): Promise<void> {
  await db
    .updateTable('erasures')
    .set({ proof: JSON.stringify(proof) })
    .where('erasure_key', '=', key)
    .execute()
}

/** Null when nothing was erased under this key. */
export async function findErasure(db: Queries, key: string): Promise<ErasureProof | null> {
  const row = await db
    .selectFrom('erasures')
    .select('proof')
    .where('erasure_key', '=', key)
    .executeTakeFirst()
  return row === undefined ? null : JSON.parse(row.proof)
}

/** Those up to `until` (epoch ms). */
export async function deleteOldErasures(db: Queries, until: number): Promise<void> {
  await db.deleteFrom('erasures').where('erased_at', '<=', until).execute()
}
