// The lock that a serving process holds on its data folder: the system gives it back when the process ends, however it ends.
import { DatabaseSync } from '@photostructure/sqlite'
import { closeFiles, closeFolder, lockFile } from './sqlite-folder.ts'

/** A server that is just ending, while its successor starts. */
const patienceMs = 1500

export type ServingLock = { readonly release: () => void }

/** Null when another process serves this folder. Commands that only work beside a server do not ask for it. */
export function takeServingLock(directory: string): ServingLock | null {
  closeFolder(directory)
  const database = new DatabaseSync(lockFile(directory))
  try {
    database.exec(`pragma busy_timeout = ${patienceMs}`)
    database.exec('begin exclusive')
  } catch (error) {
    database.close()
    if (error instanceof Error && /database is locked/.test(error.message)) return null
    throw error
  }
  closeFiles(directory)
  return {
    release: () => {
      database.exec('rollback')
      database.close()
    },
  }
}
