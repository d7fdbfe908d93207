// The folder of the SQLite database: its files, their permissions, and whether something is missing.
import { chmodSync, existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

export const sqliteFile = (directory: string) => join(directory, 'multaqa.sqlite')
export const lockFile = (directory: string) => join(directory, 'multaqa.lock')
const markFile = (directory: string) => join(directory, 'multaqa.used')

const markText = `This folder holds a Multaqa installation. As long as this file is here, a server does not begin with an empty
database when multaqa.sqlite is missing or empty. To begin with an empty one all the same, delete this file.
`

/** The operator's remedy for each of these; docs/operations.md says more. */
export const damageAdvice = 'restore a backup (docs/operations.md, Damage)'

/**
 * Creates the folder if missing. Only this account may read the folder and its files, whoever created them and with whatever mode. Throws a
 * one-line reason if that cannot be achieved.
 */
export function closeFolder(directory: string): void {
  mkdirSync(directory, { recursive: true, mode: 0o700 })
  const { mode } = statSync(directory)
  // A mounted disk may have this mode and is fine; a folder shared by all accounts must not be closed to them.
  if ((mode & 0o1000) !== 0 && readdirSync(directory).some((name) => !isOurs(name)))
    throw new Error('it is shared by all accounts of this machine; name a folder of its own')
  if ((mode & 0o777) !== 0o700) closeTo(directory, 0o700)
  closeFiles(directory)
}

const isOurs = (name: string) => name.startsWith('multaqa.')

/** Restricts the database, the files SQLite writes beside it, and the lock. Call again after opening, which creates files. */
export function closeFiles(directory: string): void {
  for (const name of readdirSync(directory)) {
    const path = join(directory, name)
    if (!isOurs(name)) continue
    const found = statSync(path, { throwIfNoEntry: false })
    if (found?.isFile() && (found.mode & 0o777) !== 0o600) closeTo(path, 0o600)
  }
}

/** File systems without permissions ignore chmod without an error, so the result is checked. */
function closeTo(path: string, mode: number): void {
  try {
    chmodSync(path, mode)
  } catch {
    // The check below finds files that stayed readable. SQLite may also have removed its own file meanwhile.
  }
  const found = statSync(path, { throwIfNoEntry: false })
  if (found !== undefined && (found.mode & 0o077) !== 0)
    throw new Error(
      `other accounts of this machine can read ${path} and its mode cannot be changed; give it to this account`,
    )
}

/** Throws a one-line reason when a database was here and is gone or empty: creating a new one would hide the loss. */
export function refuseLost(directory: string): void {
  const file = sqliteFile(directory)
  const found = statSync(file, { throwIfNoEntry: false })
  if (found === undefined) {
    const left = ['-wal', '-journal'].find((end) => existsSync(`${file}${end}`))
    if (left !== undefined)
      throw new Error(`multaqa.sqlite is missing although multaqa.sqlite${left} is there: ${damageAdvice}`)
    if (wasUsed(directory))
      throw new Error(`multaqa.sqlite is missing although this folder was in use: ${damageAdvice}`)
    return
  }
  if (found.size === 0)
    throw new Error(`multaqa.sqlite is empty: ${damageAdvice}, or delete the file to begin with a new one`)
}

export function wasUsed(directory: string): boolean {
  return existsSync(markFile(directory))
}

/** From now on a missing or empty database is treated as a loss. */
export function markUsed(directory: string): void {
  if (!wasUsed(directory)) writeFileSync(markFile(directory), markText, { mode: 0o600 })
}
