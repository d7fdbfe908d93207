// Finds places by how their names sound.
import type { NameKind } from './name-index.ts'
import { soundOf } from './sound-of-name.ts'

export type SoundIndex = {
  /** `place` is the place's number, `folded` one of its names. Names of one place must be added consecutively. */
  add(place: number, folded: string, kind: NameKind): void
  /** Visits each place with a name that sounds like the folded query, once, by its number. */
  visitAlike(folded: string, visit: (place: number, kind: NameKind) => void): void
}

export function createSoundIndex(): SoundIndex {
  const placesBySound = new Map<string, { readonly place: number; readonly kind: NameKind }[]>()
  return {
    add(place, folded, kind) {
      const sound = soundOf(folded)
      if (sound === null) return
      const alike = placesBySound.get(sound)
      if (alike === undefined) placesBySound.set(sound, [{ place, kind }])
      else if (alike.at(-1)?.place !== place) alike.push({ place, kind })
    },
    visitAlike(folded, visit) {
      const sound = soundOf(folded)
      if (sound === null) return
      for (const { place, kind } of placesBySound.get(sound) ?? []) visit(place, kind)
    },
  }
}
