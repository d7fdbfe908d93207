// Reads the committed list of towns and applies our own corrections.
import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { brotliDecompress } from 'node:zlib'
import type { Place } from '#shared/domain/place.ts'
import { addedPlaces } from './overlay-added.ts'
import { europeCorrections } from './overlay-europe.ts'
import { regionCorrections } from './overlay-region.ts'
import { syriaCorrections } from './overlay-syria.ts'
import { worldCorrections } from './overlay-world.ts'

export type GazetteerEntry = {
  readonly place: Place
  /** Our own further names, unfolded. */
  readonly also: readonly string[]
  /** The data's further names, already folded. */
  readonly alternates: readonly string[]
  /** It is in our overlay: a place where many of our users are known to live. */
  readonly isKnownHome: boolean
}

const allCorrections = [...syriaCorrections, ...regionCorrections, ...europeCorrections, ...worldCorrections]

export async function readCities(file: string = findCitiesFile()): Promise<GazetteerEntry[]> {
  const text = (await promisify(brotliDecompress)(await readFile(file))).toString('utf8')
  const corrections = new Map(allCorrections.map((city) => [city.placeId, city]))
  const replaced = new Set(addedPlaces.map(({ placeId }) => placeId))
  // Shares one string among all places of a zone or a country, so that they do not each keep a slice of the file.
  const strings = new Map<string, string>()
  const shared = (text: string) => {
    if (!strings.has(text)) strings.set(text, text)
    return strings.get(text) ?? text
  }
  const entries: GazetteerEntry[] = []
  for (const line of text.split('\n')) {
    if (line === '') continue
    const [
      placeId = '',
      en = '',
      ar = '',
      alternates = '',
      countryCode = '',
      latitude,
      longitude,
      population,
      timeZone = '',
    ] = line.split('\t')
    if (replaced.has(placeId)) continue
    const correction = corrections.get(placeId)
    const arabic = correction?.ar ?? ar
    entries.push({
      place: {
        placeId,
        names: arabic === '' ? { en } : { en: correction?.en ?? en, ar: arabic },
        countryCode: shared(countryCode),
        latitude: Number(latitude),
        longitude: Number(longitude),
        timeZone: shared(timeZone),
        population: Number(population),
        kind: 'city',
      },
      // The data's own spelling stays searchable if ours replaces it.
      also: correction === undefined ? [] : [...(correction.also ?? []), en, ar],
      alternates: alternates === '' ? [] : alternates.split('|'),
      isKnownHome: correction !== undefined,
    })
  }
  for (const { en, ar, also = [], ...place } of addedPlaces) {
    entries.push({ place: { ...place, names: { en, ar } }, also, alternates: [], isKnownHome: true })
  }
  return entries
}

/** The data file is in the source folder, whether this runs from there or from the bundle in `dist`. */
function findCitiesFile(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  for (;;) {
    for (const candidate of [join(folder, 'cities.tsv.br'), join(folder, 'server/gazetteer/cities.tsv.br')]) {
      if (existsSync(candidate)) return candidate
    }
    const parent = dirname(folder)
    if (parent === folder)
      throw new Error('The gazetteer’s data file server/gazetteer/cities.tsv.br is missing.')
    folder = parent
  }
}
