// Deletes whole backups that contain personal data which is due to be purged or which a panic erased.
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { wasPurgedSince } from '../store/due-rows.ts'
import { loadPanicMark } from '../store/panic-mark.ts'
import type { Queries } from '../store/tables.ts'
import { partEnd, readBackupName } from './backup-name.ts'

/** A running backup writes to its partial file more often than this. */
const brokenOffMs = 60 * 60 * 1000

/** Considers only backup files. `now`: epoch ms, from a trusted clock. Returns the names of the deleted files. */
export async function pruneBackups(db: Queries, folder: string, now: number): Promise<readonly string[]> {
  const deleted: string[] = []
  const panickedAt = (await loadPanicMark(db))?.at ?? Number.NEGATIVE_INFINITY
  for (const name of (await readdir(folder)).sort()) {
    if (!(await isOver(db, join(folder, name), name, { now, panickedAt }))) continue
    await rm(join(folder, name), { force: true })
    deleted.push(name)
  }
  return deleted
}

async function isOver(
  db: Queries,
  path: string,
  name: string,
  { now, panickedAt }: { readonly now: number; readonly panickedAt: number },
): Promise<boolean> {
  const isPart = name.endsWith(partEnd)
  const made = readBackupName(isPart ? name.slice(0, -partEnd.length) : name)?.madeAt
  if (made !== undefined && made <= panickedAt) return true
  if (isPart && made !== undefined) {
    const found = await stat(path).catch(() => null)
    return found !== null && Date.now() - found.mtimeMs > brokenOffMs
  }
  const dates = readBackupName(name)
  return dates !== null && (dates.purgeAt <= now || (await wasPurgedSince(db, dates.madeAt)))
}
