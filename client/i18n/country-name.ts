// A country in the reader's words: from the platform's own tables, but for names that they tell differently or that people would mind.
import { ownValue } from '#shared/domain/own-value.ts'

/** Where browsers and servers differ, a page would be drawn twice; here stands what people of the place call it. */
const ownNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  PS: { en: 'Palestine', ar: 'فلسطين' },
  HK: { en: 'Hong Kong', ar: 'هونغ كونغ' },
  MO: { en: 'Macao', ar: 'ماكاو' },
  FK: { en: 'Falkland Islands', ar: 'جزر فوكلاند' },
}

const namesIn = new Map<string, Intl.DisplayNames>()

/** Made once for each language: to make one costs more than a hundred names. */
function namesOf(language: string): Intl.DisplayNames {
  const known = namesIn.get(language) ?? new Intl.DisplayNames([language], { type: 'region' })
  namesIn.set(language, known)
  return known
}

/** `countryCode` is ISO 3166-1 alpha-2; an unknown one stands for itself. */
export function countryName(countryCode: string, language: string): string {
  const own = ownValue(ownValue(ownNames, countryCode), language)
  if (own !== undefined) return own
  try {
    return namesOf(language).of(countryCode) ?? countryCode
  } catch {
    return countryCode
  }
}
