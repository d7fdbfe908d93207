// Finds the packaged time zone files: beside the sources, or beside the bundle.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The file's path. Throws if it is missing. */
export function packagedFile(name: 'tzdata.zi' | 'releases.txt'): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    for (const candidate of [join(folder, name), join(folder, 'server/zones', name)]) {
      if (existsSync(candidate)) return candidate
    }
    if (folder === dirname(folder)) throw new Error(`The file server/zones/${name} is missing.`)
  }
}
