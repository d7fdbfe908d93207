// Makes one backup: one state of the database while others write, compressed and encrypted on its way to the disk.
import { access, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { earliestPurge } from '../store/due-rows.ts'
import { loadPanicMark } from '../store/panic-mark.ts'
import { readStateHead, writeState } from '../store/state-lines.ts'
import type { OpenDatabase, Queries } from '../store/tables.ts'
import { backupName, partEnd } from './backup-name.ts'
import { type SealedFile, type SealWith, sealFile } from './sealed-file.ts'

export type BackupPlace = { readonly folder: string; readonly sealWith: SealWith }

/**
 * The path of the new file. `now`: epoch ms. The file is there before the state is read: whatever erases data later and then deletes the files
 * of this folder, deletes it too. It ends at the next batch of rows then, and lets the state go. Whatever a panic could not see is found by its
 * mark: a backup that ends after one deletes itself.
 */
export async function makeBackup(
  store: Pick<OpenDatabase, 'db' | 'atOneState'>,
  { folder, sealWith }: BackupPlace,
  now: number,
): Promise<string> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await refuseOpenFolder(folder)
  const mark = await loadPanicMark(store.db)
  if (mark !== null && mark.at >= now)
    throw new Error('the clock of this machine is behind the last panic, and such a backup would be deleted')
  const refuseAfterPanic = async () => {
    if ((await loadPanicMark(store.db))?.id !== mark?.id)
      throw new Error('something was erased by a panic meanwhile; back up again')
  }
  const dates = { madeAt: now, purgeAt: await earliestPurge(store.db, now) }
  const path = join(folder, backupName(dates))
  const write = ({ write }: SealedFile) =>
    store.atOneState(async (db) => {
      // A date that was brought nearer since: the name would say a later one.
      if ((await earliestPurge(db, now)) < dates.purgeAt)
        throw new Error('a date was brought nearer meanwhile; back up again')
      await write(stateBytes(db, dates, `${path}${partEnd}`))
    })
  await sealFile(path, sealWith, write, refuseAfterPanic)
  return path
}

async function* stateBytes(
  db: Queries,
  dates: { readonly madeAt: number; readonly purgeAt: number },
  part: string,
): AsyncGenerator<Uint8Array> {
  for await (const text of writeState(db, await readStateHead(db, dates))) {
    await access(part)
    yield Buffer.from(text)
  }
}

/** A backup is encrypted, but its name and its deletion are not everybody's business. */
async function refuseOpenFolder(folder: string): Promise<void> {
  const { mode } = await stat(folder)
  if ((mode & 0o022) !== 0) throw new Error(`other accounts may write to ${folder}; name a folder of its own`)
}
