// A country's name in the reader's language: from `Intl`, except where platforms differ or the name would offend.
import { ownValue } from '#shared/domain/own-value.ts'

/** Names that differ between browsers and servers would break hydration; these are the names that people there use. */
const ownNames: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  PS: { en: 'Palestine', ar: 'فلسطين' },
  HK: { en: 'Hong Kong', ar: 'هونغ كونغ' },
  MO: { en: 'Macao', ar: 'ماكاو' },
  FK: { en: 'Falkland Islands', ar: 'جزر فوكلاند' },
}

const namesIn = new Map<string, Intl.DisplayNames>()

/** Cached per language: creating one costs more than a hundred names. */
function namesOf(language: string): Intl.DisplayNames {
  const known = namesIn.get(language) ?? new Intl.DisplayNames([language], { type: 'region' })
  namesIn.set(language, known)
  return known
}

/** `countryCode` is ISO 3166-1 alpha-2; an unknown one is returned unchanged. */
export function countryName(countryCode: string, language: string): string {
  const own = ownValue(ownValue(ownNames, countryCode), language)
  if (own !== undefined) return own
  try {
    return namesOf(language).of(countryCode) ?? countryCode
  } catch {
    return countryCode
  }
}
