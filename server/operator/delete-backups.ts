// Deletes every backup in the folder that the operator configured, as a panic does.
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** Files of `multaqa backup`, finished or not. */
const backupName = /^multaqa-.*\.backup/

export type DeletedBackups = { readonly deleted: number; readonly areGone: boolean }

/** The configured folder; undefined where there is none. */
export function backupFolder(): string | undefined {
  const folder = process.env.BACKUP_FOLDER
  return folder === undefined || folder === '' ? undefined : folder
}

/** One that cannot be deleted keeps no other; `areGone` is false then. A folder that is not there holds none. */
export async function deleteBackups(
  folder: string | undefined,
  onTrouble: (error: unknown) => void,
): Promise<DeletedBackups> {
  if (folder === undefined) return { deleted: 0, areGone: true }
  let deleted = 0
  let areGone = true
  const failed = (error: unknown): void => {
    areGone = false
    onTrouble(error)
  }
  const names = await readdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') failed(error)
    return []
  })
  for (const name of names.filter((each) => backupName.test(each))) {
    try {
      await rm(join(folder, name))
      deleted += 1
    } catch (error) {
      failed(error)
    }
  }
  return { deleted, areGone }
}
