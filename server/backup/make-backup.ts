// Makes one backup: a consistent snapshot of the database during writes, compressed and encrypted as a stream.
import { access, mkdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readStateHead, writeState } from '../store/backup-lines.ts'
import { earliestPurge } from '../store/due-rows.ts'
import { loadPanicMark } from '../store/panic-mark.ts'
import type { OpenDatabase, Queries } from '../store/tables.ts'
import { backupName, partEnd } from './backup-name.ts'
import { type SealedFile, type SealWith, sealFile } from './sealed-file.ts'

export type BackupPlace = { readonly folder: string; readonly sealWith: SealWith }

/**
 * Returns the new file's path. `now`: epoch ms. The file is created before the snapshot is read, so that an erasure which later deletes the
 * files in this folder deletes it too; the backup then stops at the next batch of rows and releases the snapshot. A panic that could not
 * see the file leaves a mark in the database: a backup that ends after a panic deletes itself.
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
      // A purge date has moved nearer since: the file name would state a later one.
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

/** The backup is encrypted, but other accounts must not rename or delete it. */
async function refuseOpenFolder(folder: string): Promise<void> {
  const { mode } = await stat(folder)
  if ((mode & 0o022) !== 0) throw new Error(`other accounts may write to ${folder}; name a folder of its own`)
}
