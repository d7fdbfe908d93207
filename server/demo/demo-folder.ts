// The folder of a demonstration: it goes with the process, however that ends, and what a killed one left goes at the next start.
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const prefix = 'multaqa-demo-'
/** Names the process that uses the folder. */
const ownerFile = 'process'
/** Without that name it was cut off while it was made. */
const unownedMs = 60_000

/** Emptied and removed when this process exits, also by an error or `process.exit`. */
export function makeDemoFolder(): string {
  removeLeftFolders()
  const folder = mkdtempSync(join(tmpdir(), prefix))
  process.once('exit', () => remove(folder))
  writeFileSync(join(folder, ownerFile), String(process.pid))
  return folder
}

/** Of this account: what was killed could not take its folder away. */
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
    // A child still writes there; the next demonstration removes it.
  }
}
