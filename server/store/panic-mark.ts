// When something was last erased by a panic, kept in `meta`: backups from before hold it, wherever and whenever they turn up.
import { randomBytes } from 'node:crypto'
import type { Queries } from './tables.ts'
import { wantTidying } from './wanted-tidying.ts'

/** `at`: epoch ms. `id` is another one after each panic, whatever the clock says. */
export type PanicMark = { readonly at: number; readonly id: string }

const key = 'panic-mark'

/** Part of each transaction in which a panic erases: from its commit on no backup from before may stay, and the files are to be rewritten. */
export async function notePanic(db: Queries, at: number): Promise<void> {
  const mark: PanicMark = { at, id: randomBytes(9).toString('base64url') }
  const value = JSON.stringify(mark)
  await db
    .insertInto('meta')
    .values({ key, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
  await wantTidying(db, 'rewrite')
}

/** Null when there was no panic. */
export async function loadPanicMark(db: Queries): Promise<PanicMark | null> {
  const row = await db.selectFrom('meta').select('value').where('key', '=', key).executeTakeFirst()
  return row === undefined ? null : JSON.parse(row.value)
}
