// Finds a country in a query, alone or at its end ("سوريا", "Tripoli, Lebanon", "طرابلس لبنان"), in the known languages.
import { countryWords } from '#shared/domain/country-words.ts'

/** One reading of a query: a place name (may be empty), and the countries that the following words may mean. */
export type CountryReading = { readonly name: string; readonly countries: ReadonlySet<string> }

export function createCountryReader(
  countryCodes: ReadonlySet<string>,
): (folded: string) => Iterable<CountryReading> {
  const names = countryWords(countryCodes)
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
