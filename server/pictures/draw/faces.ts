// The project's own faces for pictures: the files that pages load, cut by script, put together again as one list each.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { GlobalFonts } from '@napi-rs/canvas'

const scripts = ['common', 'arabic', 'latin', 'latin-ext'] as const
const families = { text: 'markazi-text', interface: 'readex-pro' } as const

export type Face = keyof typeof families

/** Beside the built server, or among the sources. */
function findFile(name: string): string | undefined {
  const here = dirname(fileURLToPath(import.meta.url))
  return ['fonts', '../fonts', '../../../client/look/fonts']
    .map((folder) => join(here, folder, `${name}.woff2`))
    .find((file) => existsSync(file))
}

export function loadFaces(): void {
  for (const family of Object.values(families)) {
    for (const script of scripts) {
      const name = `${family}-${script}`
      const file = findFile(name)
      if (file === undefined) throw new Error(`no font ${name}`)
      GlobalFonts.register(readFileSync(file), name)
    }
  }
}

/** `size` in pixels of the picture; letters that neither family has come from whatever the machine has. */
export function fontOf(face: Face, weight: number, size: number): string {
  const other: Face = face === 'text' ? 'interface' : 'text'
  const names = [face, other].flatMap((one) => scripts.map((script) => `'${families[one]}-${script}'`))
  return `${weight} ${size}px ${names.join(', ')}, 'Noto Sans', sans-serif`
}
