// The reader's regional preferences by country: month names and week.
import type { Weekday } from '#shared/domain/calendar-date.ts'

export type Week = { readonly firstDay: Weekday; readonly weekend: readonly Weekday[] }

/**
 * Arab countries. They name the months in four ways: Syriac names in the Levant and Iraq, English ones from Egypt to the Gulf, French ones
 * in Tunisia and Algeria, and their own in Morocco and Mauritania (CLDR, `ar-*`).
 */
const arabRegions = [
  'SY',
  'LB',
  'PS',
  'JO',
  'IQ',
  'SA',
  'YE',
  'OM',
  'AE',
  'QA',
  'BH',
  'KW',
  'EG',
  'SD',
  'LY',
  'TN',
  'DZ',
  'MA',
  'MR',
] as const

/** Other countries where many readers of Arabic live: with their own weeks, and with Levantine months unless others are asked for. */
const otherRegions = ['TR', 'DE', 'SE', 'NL', 'FR', 'AT', 'GB', 'US', 'CA', 'AU', 'BR'] as const

export const regions: readonly string[] = [...arabRegions, ...otherRegions]

const latinDigits: ReadonlySet<string> = new Set(['LY', 'TN', 'DZ', 'MA', 'EH'])

/** Week data of CLDR's `supplemental/weekData` (release 48.0), for browsers without `Intl.Locale.prototype.getWeekInfo`. */
const fromSaturday: ReadonlySet<string> = new Set('AF BH DJ DZ EG IQ IR JO KW LY OM QA SD SY'.split(' '))
const fromSunday: ReadonlySet<string> = new Set('BR CA CO IL IN JP KR MX PK SA US YE ZA'.split(' '))
const fridayAndSaturday: ReadonlySet<string> = new Set('BH DZ EG IL IQ JO KW LY OM QA SA SD SY YE'.split(' '))

export function weekFromTable(region: string): Week {
  return {
    firstDay: fromSaturday.has(region) ? 6 : fromSunday.has(region) ? 7 : 1,
    weekend: fridayAndSaturday.has(region) ? [5, 6] : [6, 7],
  }
}

type LocaleWithWeek = Intl.Locale & {
  readonly getWeekInfo?: () => { readonly firstDay: number; readonly weekend: readonly number[] }
  /** The property that the first browsers had instead of the method. */
  readonly weekInfo?: { readonly firstDay: number; readonly weekend: readonly number[] }
}

export function weekOfRegion(region: string): Week {
  const locale: LocaleWithWeek = new Intl.Locale('und', { region })
  const told = locale.getWeekInfo?.() ?? locale.weekInfo
  if (told === undefined) return weekFromTable(region)
  return { firstDay: told.firstDay as Weekday, weekend: told.weekend as readonly Weekday[] }
}

function regionOfTag(tag: string): string | undefined {
  try {
    return new Intl.Locale(tag).region
  } catch {
    return undefined
  }
}

/** The country of the first browser language that names one; languages equal to the page's come first. */
export function guessRegion(language: string, asked: readonly string[]): string {
  const own = asked.filter((tag) => tag.toLowerCase().split('-')[0] === language)
  for (const tag of [...own, ...asked]) {
    const region = regionOfTag(tag)
    if (region !== undefined && /^[A-Z]{2}$/.test(region)) return region
  }
  return language === 'ar' ? 'SY' : 'GB'
}

/** The country whose Arabic month names are used. */
export function monthRegionOf(region: string): string {
  return (arabRegions as readonly string[]).includes(region) ? region : 'SY'
}

export function digitsOfRegion(language: string, region: string): 'arab' | 'latn' {
  return language === 'ar' && !latinDigits.has(region) ? 'arab' : 'latn'
}
