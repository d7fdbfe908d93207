// Finds the project's own font files: beside the built server, or among the sources.
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

export const faceScripts = ['common', 'arabic', 'latin', 'latin-ext'] as const
export const faceFamilies = { text: 'markazi-text', interface: 'readex-pro' } as const

export function findFaceFile(family: string, script: string): string {
  const name = `${family}-${script}`
  const here = dirname(fileURLToPath(import.meta.url))
  const found = ['fonts', '../../client/look/fonts']
    .map((folder) => join(here, folder, `${name}.woff2`))
    .find((file) => existsSync(file))
  if (found === undefined) throw new Error(`no font ${name}`)
  return found
}
