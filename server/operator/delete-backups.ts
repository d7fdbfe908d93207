// Deletes the backups in the folder that the operator configured, as a panic does: all of them, or those that were made before one.
import { readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { partEnd, readBackupName } from '../backup/backup-name.ts'

/** Files of `multaqa backup`, finished or not. */
const backupName = /^multaqa-.*\.backup/
/** A backup that gets its final name meanwhile is found by the next look. */
const mostLooks = 5

/** `isMissing`: the configured folder is not there, so nobody knows what is in it; `areGone` is false then. */
export type DeletedBackups = {
  readonly deleted: number
  readonly areGone: boolean
  readonly isMissing: boolean
}

/** The configured folder; undefined where there is none. */
export function backupFolder(): string | undefined {
  const folder = process.env.BACKUP_FOLDER
  return folder === undefined || folder === '' ? undefined : folder
}

/** One that cannot be deleted keeps no other; `areGone` is false then. `madeUntil` (epoch ms): later ones stay. */
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
        // Renamed or deleted meanwhile: the next look finds it under its new name.
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue
        failed.add(name)
        onTrouble(error)
      }
    }
    if (found === 0) break
  }
  return { deleted, areGone: failed.size === 0, isMissing: false }
}

/** Null when the folder cannot be read, as where its disk is not connected. */
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

/** By the date in its name; of a file that says none, by when it was written. */
async function wasMadeUntil(path: string, name: string, madeUntil: number): Promise<boolean> {
  if (madeUntil === Number.POSITIVE_INFINITY) return true
  const dates = readBackupName(name.endsWith(partEnd) ? name.slice(0, -partEnd.length) : name)
  if (dates !== null) return dates.madeAt <= madeUntil
  const found = await stat(path).catch(() => null)
  return found !== null && found.mtimeMs <= madeUntil
}
