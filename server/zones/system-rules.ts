// The operating system's zone database: its text form if installed, otherwise its compiled files.
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { readZoneTable, type ZoneTable } from './compile-zones.ts'
import { readTzif } from './read-tzif.ts'

/** Names as in `Place`; excludes paths that leave the folder. */
const zoneName = /^[A-Za-z0-9_+-]+(?:\/[A-Za-z0-9_+-]+){0,2}$/

/** `file`: the file that states the release. Null if none does, because releases could not be compared. */
export function readSystemFolder(
  folder: string,
): { readonly table: Omit<ZoneTable, 'names'>; readonly file: string } | null {
  const text = join(folder, 'tzdata.zi')
  if (existsSync(text)) {
    const table = readZoneTable(readFileSync(text, 'utf8'))
    if (table.version !== 'unknown') return { table, file: text }
  }
  const said = join(folder, '+VERSION')
  return existsSync(said)
    ? { table: compiledFiles(folder, readFileSync(said, 'utf8').trim()), file: said }
    : null
}

function compiledFiles(folder: string, version: string): Omit<ZoneTable, 'names'> {
  const known = new Map<string, ReturnType<typeof readTzif> | undefined>()
  return {
    version,
    transitionsOf(name) {
      if (!known.has(name)) {
        const file = join(folder, name)
        known.set(name, zoneName.test(name) && existsSync(file) ? readTzif(readFileSync(file)) : undefined)
      }
      return known.get(name)
    },
  }
}
