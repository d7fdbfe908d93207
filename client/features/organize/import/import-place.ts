// Guesses the city that a file means, from its most reliable hint to its vaguest, and reports which hint was used.
import { distanceKm, type Place } from '#shared/domain/place.ts'
import { placeAt, placeById, placeOfClock, searchPlaces } from '../../../sync/places.ts'
import type { PlaceHints } from './understood.ts'

export type GuessedPlace = { readonly place: Place; readonly by: 'file' | 'name' | 'point' | 'clock' }

/** A city farther than this from the file's coordinates only has the same name. */
const sameCityKm = 80

export async function guessPlace(hints: PlaceHints, language: string): Promise<GuessedPlace | null> {
  const { placeId, point, timeZone } = hints
  if (placeId !== null) {
    const place = await placeById(placeId)
    if (place !== null) return { place, by: 'file' }
  }
  const named = await placeNamed(hints, language)
  if (named !== null) return { place: named, by: 'name' }
  const near = point === null ? null : await placeAt(point)
  if (near !== null) return { place: near, by: 'point' }
  const largest = timeZone === null ? null : await placeOfClock(timeZone)
  return largest === null ? null : { place: largest, by: 'clock' }
}

/** Addresses go from specific to general, so search from the end; ignores venues named like a town. */
async function placeNamed(
  { location, point, timeZone }: PlaceHints,
  language: string,
): Promise<Place | null> {
  for (const part of partsOf(location ?? '')) {
    const found = await searchPlaces(part, language).catch(() => [])
    const fitting = found.filter((place) =>
      point === null ? isNamed(place, part) : distanceKm(point, place) < sameCityKm,
    )
    // The zone is often that of the author, so it only decides between cities with the same name.
    const fits = fitting.find((place) => place.timeZone === timeZone) ?? fitting[0]
    if (fits !== undefined) return fits
  }
  return null
}

/** For “Hall 3, 12 Long Street, 10115 Berlin, Germany”: the whole text, then its parts from last to first, without numbers. */
function partsOf(location: string): string[] {
  const pieces = location
    .split(/[,،;\n·]/)
    .map((piece) => piece.replace(/[\d٠-٩]+/g, '').trim())
    .filter((piece) => piece.length > 1)
  return [...new Set([...pieces.reverse(), location])].slice(0, 6)
}

function isNamed(place: Place, part: string): boolean {
  const plain = (text: string) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLocaleLowerCase()
  return Object.values(place.names).some((name) => plain(name) === plain(part))
}
