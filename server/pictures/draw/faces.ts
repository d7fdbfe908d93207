// The project's own fonts for pictures: the font files of the pages, split by script, combined into one font list each.
import { readFileSync } from 'node:fs'
import { GlobalFonts } from '@napi-rs/canvas'
import { faceFamilies, faceScripts, findFaceFile } from '../face-file.ts'

export type Face = keyof typeof faceFamilies

export function loadFaces(): void {
  for (const family of Object.values(faceFamilies)) {
    for (const script of faceScripts) {
      GlobalFonts.register(readFileSync(findFaceFile(family, script)), `${family}-${script}`)
    }
  }
}

/** `size` in pixels of the picture; letters in neither family come from the machine's fonts. */
export function fontOf(face: Face, weight: number, size: number): string {
  const other: Face = face === 'text' ? 'interface' : 'text'
  const names = [face, other].flatMap((one) =>
    faceScripts.map((script) => `'${faceFamilies[one]}-${script}'`),
  )
  return `${weight} ${size}px ${names.join(', ')}, 'Noto Sans', sans-serif`
}
