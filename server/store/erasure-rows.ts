// Results of panics, stored by a hash of the request, so that a retry gets the first answer although all other data is gone.
import type { ErasureProof } from '#shared/protocol/erasure.ts'
import type { Queries } from './tables.ts'

export async function noteErasure(db: Queries, key: string, proof: ErasureProof): Promise<void> {
  await db
    .insertInto('erasures')
    .values({ erasure_key: key, erased_at: proof.at, proof: JSON.stringify(proof) })
    // Two concurrent retries: each finds everything gone.
    .onConflict((conflict) => conflict.doNothing())
    .execute()
}

/** Replaces the entry of this key. */
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

/** Deletes entries up to `until` (epoch ms). */
export async function deleteOldErasures(db: Queries, until: number): Promise<void> {
  await db.deleteFrom('erasures').where('erased_at', '<=', until).execute()
}
