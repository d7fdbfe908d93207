// Names that people use for a country: in several languages, short names, former names and codes.
import { foldName } from './fold-name.ts'

export type CountryWord = {
  /** ISO 3166-1 alpha-2. */
  readonly code: string
  /** Folded with `foldName`. */
  readonly name: string
}

const languages = ['ar', 'en', 'de', 'fr', 'tr', 'sv', 'nl', 'es']

/** Short and former names that people type and `Intl` does not know. */
// biome-ignore format: a table
const otherNames: readonly (readonly [string, string])[] = [
  ['US', 'usa'], ['US', 'america'], ['US', 'امريكا'], ['GB', 'uk'], ['GB', 'england'], ['GB', 'بريطانيا'], ['GB', 'انكلترا'],
  ['GB', 'britain'], ['GB', 'great britain'], ['GB', 'scotland'], ['AE', 'uae'], ['AE', 'emirates'], ['AE', 'الامارات'],
  ['SA', 'ksa'], ['SA', 'السعوديه'], ['NL', 'holland'], ['NL', 'هولندا'], ['TR', 'turkey'], ['CZ', 'czech republic'],
  ['SY', 'سوريه'], ['PS', 'palestine'], ['PS', 'فلسطين'], ['EG', 'مصر'], ['RU', 'russia'], ['AT', 'اوستريا'],
]

export function countryWords(codes: Iterable<string>): readonly CountryWord[] {
  const words: CountryWord[] = otherNames.map(([code, name]) => ({ code, name }))
  const all = [...codes]
  for (const code of all) words.push({ code, name: code.toLowerCase() })
  for (const language of languages) {
    const display = new Intl.DisplayNames(language, { type: 'region', fallback: 'none' })
    for (const code of all) {
      const name = foldName(display.of(code) ?? '')
      if (name !== '') words.push({ code, name })
    }
  }
  return words
}

/** Every code that `Intl` has a name for. */
function knownCodes(): string[] {
  const display = new Intl.DisplayNames('en', { type: 'region', fallback: 'none' })
  const letters = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ']
  return (
    letters
      .flatMap((first) => letters.map((second) => first + second))
      // Skips withdrawn codes (DD, SU): `Intl.Locale` maps them to their successors.
      .filter((code) => display.of(code) !== undefined && new Intl.Locale(`und-${code}`).region === code)
      .filter((code) => !notCountries.has(code))
  )
}

/** Codes for groups, for tests, or for nothing. */
const notCountries = new Set(['EU', 'EZ', 'UN', 'ZZ', 'XA', 'XB', 'QO'])

let codesByName: ReadonlyMap<string, string> | undefined

/** The country that a whole text names, such as a table cell; null if it names none. */
export function countryCodeOf(text: string): string | null {
  codesByName ??= new Map(countryWords(knownCodes()).map(({ code, name }) => [name, code]))
  return codesByName.get(foldName(text)) ?? null
}
