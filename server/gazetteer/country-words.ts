// Reads a country in a query, alone or at its end ("سوريا", "Tripoli, Lebanon", "طرابلس لبنان"), in Arabic and in English.
import { foldName } from '#shared/domain/fold-name.ts'

/** A way of reading a query: the name of a place (empty if there is none), and the countries that the words after it may mean. */
export type CountryReading = { readonly name: string; readonly countries: ReadonlySet<string> }

/** Short and former names that people type, beside those that the platform knows. */
// biome-ignore format: a table
const otherNames: readonly (readonly [string, string])[] = [
  ['US', 'usa'], ['US', 'america'], ['US', 'امريكا'], ['GB', 'uk'], ['GB', 'england'], ['GB', 'بريطانيا'],
  ['GB', 'scotland'], ['AE', 'uae'], ['AE', 'emirates'], ['AE', 'الامارات'], ['SA', 'ksa'], ['SA', 'السعوديه'],
  ['NL', 'holland'], ['NL', 'هولندا'], ['TR', 'turkey'], ['CZ', 'czech republic'], ['SY', 'سوريه'],
]

export function createCountryReader(
  countryCodes: ReadonlySet<string>,
): (folded: string) => Iterable<CountryReading> {
  const names = otherNames.map(([code, name]) => ({ code, name }))
  for (const language of ['ar', 'en']) {
    const display = new Intl.DisplayNames(language, { type: 'region' })
    for (const code of countryCodes) names.push({ code, name: foldName(display.of(code) ?? '') })
  }
  return function* (folded) {
    const whole = names.filter(({ name }) => name === folded).map(({ code }) => code)
    if (whole.length > 0) yield { name: '', countries: new Set(whole) }
    const words = folded.split(' ')
    for (let split = words.length - 1; split >= 1; split--) {
      const typed = words.slice(split).join(' ')
      const meant = names.filter(({ name }) => name.startsWith(typed)).map(({ code }) => code)
      if (meant.length > 0) yield { name: words.slice(0, split).join(' '), countries: new Set(meant) }
    }
  }
}
