// The time of the last panic, stored in `meta`: backups from before it contain erased data, wherever and whenever they turn up.
import { randomBytes } from 'node:crypto'
import { wantTidying } from './pending-cleanup.ts'
import type { Queries } from './tables.ts'

/** `at`: epoch ms. `id` is new after each panic, whatever the clock says. */
export type PanicMark = { readonly at: number; readonly id: string }

const key = 'panic-mark'

/** Part of each panic transaction: once it commits, older backups must be deleted and the database files rewritten. */
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
