// The project's own faces for pictures: the files that pages load, cut by script, put together again as one list each.
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

/** `size` in pixels of the picture; letters that neither family has come from whatever the machine has. */
export function fontOf(face: Face, weight: number, size: number): string {
  const other: Face = face === 'text' ? 'interface' : 'text'
  const names = [face, other].flatMap((one) =>
    faceScripts.map((script) => `'${faceFamilies[one]}-${script}'`),
  )
  return `${weight} ${size}px ${names.join(', ')}, 'Noto Sans', sans-serif`
}
