// Cleans up the database files after erasures; requests stay pending until done.
import type { Store } from '../store/open-store.ts'
import { forgetTidying, wantedTidying } from '../store/pending-cleanup.ts'

export type Tidied = Pick<Store, 'kind' | 'db' | 'scrub' | 'rewrite'>

/** Throws when any of it failed. `isScrubWanted`: scrub even without a pending request. */
export async function tidy(store: Tidied, { isScrubWanted = false } = {}): Promise<void> {
  const wanted = await wantedTidying(store.db)
  if (wanted.size === 0 && !isScrubWanted) return
  await store.scrub()
  if (needsRewrite(store, wanted)) await store.rewrite()
  await forgetTidying(store.db, wanted)
}

function needsRewrite({ kind }: Tidied, wanted: ReadonlyMap<string, string>): boolean {
  return wanted.has('rewrite') || (kind === 'sqlite' && wanted.has('tidy'))
}
