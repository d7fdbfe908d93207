// Finds the files about time zones that the package brings: beside the sources, and beside the bundle.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The file's path. Throws where the installation lacks it. */
export function packagedFile(name: 'tzdata.zi' | 'releases.txt'): string {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    for (const candidate of [join(folder, name), join(folder, 'server/zones', name)]) {
      if (existsSync(candidate)) return candidate
    }
    if (folder === dirname(folder)) throw new Error(`The file server/zones/${name} is missing.`)
  }
}
