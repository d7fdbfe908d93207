// Deletes backups in the configured folder, as a panic does: all of them, or those made until a given time.
import { readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { partEnd, readBackupName } from '../backup/backup-name.ts'

/** Files of `multaqa backup`, finished or partial. */
const backupName = /^multaqa-.*\.backup/
/** The folder is listed this many times, because a backup may be renamed to its final name in between. */
const mostLooks = 5

/** `isMissing`: the configured folder does not exist, so its content is unknown; `areGone` is false then. */
export type DeletedBackups = {
  readonly deleted: number
  readonly areGone: boolean
  readonly isMissing: boolean
}

/** The configured folder; undefined if none is set. */
export function backupFolder(): string | undefined {
  const folder = process.env.BACKUP_FOLDER
  return folder === undefined || folder === '' ? undefined : folder
}

/**
 * A backup that cannot be deleted does not stop the others from being deleted; `areGone` is false then. `madeUntil` (epoch ms): later
 * backups stay.
 */
export async function deleteBackups(
  folder: string | undefined,
  onTrouble: (error: unknown) => void,
  madeUntil = Number.POSITIVE_INFINITY,
): Promise<DeletedBackups> {
  if (folder === undefined) return { deleted: 0, areGone: true, isMissing: false }
  let deleted = 0
  const failed = new Set<string>()
  for (let look = 1; look <= mostLooks; look += 1) {
    const names = await namesIn(folder, onTrouble)
    if (names === null) return { deleted, areGone: false, isMissing: true }
    let found = 0
    for (const name of names) {
      const path = join(folder, name)
      if (failed.has(name) || !(await wasMadeUntil(path, name, madeUntil))) continue
      found += 1
      try {
        await unlink(path)
        deleted += 1
      } catch (error) {
        // Renamed or deleted in between: the next pass finds it under its new name.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue
        failed.add(name)
        onTrouble(error)
      }
    }
    if (found === 0) break
  }
  return { deleted, areGone: failed.size === 0, isMissing: false }
}

/** Null if the folder cannot be read, for example because its disk is not connected. */
async function namesIn(
  folder: string,
  onTrouble: (error: unknown) => void,
): Promise<readonly string[] | null> {
  try {
    return (await readdir(folder)).filter((name) => backupName.test(name))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') onTrouble(error)
    return null
  }
}

/** Uses the date in the file's name, or else its modification time. */
async function wasMadeUntil(path: string, name: string, madeUntil: number): Promise<boolean> {
  if (madeUntil === Number.POSITIVE_INFINITY) return true
  const dates = readBackupName(name.endsWith(partEnd) ? name.slice(0, -partEnd.length) : name)
  if (dates !== null) return dates.madeAt <= madeUntil
  const found = await stat(path).catch(() => null)
  return found !== null && found.mtimeMs <= madeUntil
}
