// The lock that a serving process holds on its data folder. The system releases it when the process ends, however it ends.
import { DatabaseSync } from '@photostructure/sqlite'
import { closeFiles, closeFolder, lockFile } from './sqlite-folder.ts'

/** How long to wait for a predecessor that is shutting down. */
const patienceMs = 1500

export type ServingLock = { readonly release: () => void }

/** Null when another process serves this folder. Commands that may run beside a server do not take it. */
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
