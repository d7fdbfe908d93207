// Reads a country name, also in Kurdish, for which most platforms have no country names.
import { countryCodeOf } from '#shared/domain/country-words.ts'
import { foldName } from '#shared/domain/fold-name.ts'

// biome-ignore format: a table
const kurdish: readonly (readonly [string, ...string[]])[] = [
  ['SY', 'sûriye', 'sûriya', 'سووریا', 'سوریا'], ['TR', 'tirkiye', 'tirkiya', 'تورکیا'], ['IQ', 'iraq', 'êraq', 'عێراق'], ['IR', 'îran', 'ئێران'],
  ['LB', 'libnan', 'lubnan', 'لوبنان'], ['JO', 'urdun', 'ئوردن'], ['EG', 'misir', 'میسر'], ['DE', 'almanya', 'elmanya', 'ئەڵمانیا', 'ئەلمانیا'],
  ['SE', 'swêd', 'siwêd', 'سوید', 'سوێد'], ['NL', 'holenda', 'holanda', 'هۆڵەندا'], ['FR', 'fransa', 'fransiya', 'فەرەنسا', 'فەڕەنسا'],
  ['BE', 'belçîka', 'بەلجیکا'], ['AT', 'awistriya', 'نەمسا'], ['CH', 'swîsre', 'سویسرا'], ['GB', 'brîtanya', 'بەریتانیا'], ['DK', 'danîmarka', 'دانیمارک'],
  ['NO', 'norwêc', 'نەرویج', 'نۆرویژ'], ['FI', 'fînland', 'فینلاند', 'فینلەندا'], ['ES', 'spanya', 'îspanya', 'ئیسپانیا'], ['IT', 'îtalya', 'ئیتاڵیا'],
  ['GR', 'yewnanistan', 'یۆنان'], ['US', 'amerîka', 'ئەمریکا', 'ئەمەریکا'], ['CA', 'kanada', 'کەنەدا'], ['AU', 'awistralya', 'ئوسترالیا'],
]

const codes = new Map(
  kurdish.flatMap(([code, ...names]) => names.map((name) => [foldName(name), code] as const)),
)

/** ISO 3166-1 alpha-2; null if the cell names no country. */
export function readCountry(cell: string): string | null {
  return countryCodeOf(cell) ?? codes.get(foldName(cell)) ?? null
}
