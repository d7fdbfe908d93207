// The folder of a demonstration: removed when the process exits for any reason; the next start removes the folder of a killed process.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'multaqa-demo-'
/** Contains the id of the process that uses the folder. */
const ownerFile = 'process'
/** A folder without that file for this long was left by a process that was interrupted while creating it. */
const unownedMs = 60_000

/** The folder is deleted when this process exits, also after an error or `process.exit`. */
export function makeDemoFolder(): string {
  removeLeftFolders()
  const folder = mkdtempSync(join(tmpdir(), prefix))
  process.once('exit', () => remove(folder))
  writeFileSync(join(folder, ownerFile), String(process.pid))
  return folder
}

/** Removes this account's folders of processes that were killed. */
function removeLeftFolders(): void {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue
    const folder = join(tmpdir(), name)
    if (isLeft(folder)) remove(folder)
  }
}

function isLeft(folder: string): boolean {
  try {
    if (statSync(folder).uid !== process.getuid?.()) return false
    const owner = readOwner(folder)
    return owner === null ? Date.now() - statSync(folder).mtimeMs > unownedMs : !isAlive(owner)
  } catch {
    return false
  }
}

function readOwner(folder: string): number | null {
  try {
    const pid = Number(readFileSync(join(folder, ownerFile), 'utf8'))
    return Number.isSafeInteger(pid) && pid > 0 ? pid : null
  } catch {
    return null
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

function remove(folder: string): void {
  try {
    rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 })
  } catch {
    // A child process still writes there; the next demonstration removes it.
  }
}
