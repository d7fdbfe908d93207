// The columns that a table of cities may have, and the words that people write above them.
import { foldName } from '#shared/domain/fold-name.ts'

/** In the order in which they are taken where nothing stands above them. */
export const cityColumns = [
  'city',
  'country',
  'venue',
  'address',
  'capacity',
  'host',
  'languages',
  'doors',
] as const
export type CityColumn = (typeof cityColumns)[number]

// biome-ignore format: a table
const words: Readonly<Record<CityColumn, readonly string[]>> = {
  city: ['city', 'town', 'city or town', 'ort', 'stadt', 'ville', 'şehir', 'kent', 'المدينة', 'مدينة', 'البلدة', 'المدن', 'اسم المدينة'],
  country: ['country', 'land', 'pays', 'ülke', 'البلد', 'بلد', 'الدولة', 'دولة'],
  venue: ['venue', 'hall', 'room', 'meeting place', 'mekan', 'salon', 'lieu', 'المكان', 'مكان', 'القاعة', 'قاعة', 'مكان اللقاء', 'الصالة'],
  address: ['address', 'street', 'adresse', 'anschrift', 'adres', 'العنوان', 'عنوان', 'الشارع'],
  capacity: ['capacity', 'seats', 'places', 'number of seats', 'plätze', 'kapasite', 'السعة', 'سعة', 'المقاعد', 'عدد المقاعد', 'الأماكن'],
  host: ['host', 'host alias', 'alias', 'hosted by', 'host name', 'contact', 'gastgeber', 'المضيف', 'مضيف', 'اسم المضيف', 'الاسم المستعار', 'المسؤول'],
  languages: ['languages', 'language', 'sprachen', 'sprache', 'diller', 'langues', 'اللغات', 'اللغة', 'لغات', 'لغة'],
  doors: ['doors', 'doors open', 'door', 'opens', 'opening', 'einlass', 'الأبواب', 'فتح الأبواب', 'تفتح الأبواب', 'موعد الأبواب'],
}

const columnsByWord = new Map(
  cityColumns.flatMap((column) => words[column].map((word) => [foldName(word), column] as const)),
)

/** What a cell above a column says that it holds: by the whole of it, else by its first words (“Seats (at most)”). */
function columnOf(cell: string): CityColumn | null {
  const parts = foldName(cell).split(' ')
  for (let length = parts.length; length > 0; length--) {
    const column = columnsByWord.get(parts.slice(0, length).join(' '))
    if (column !== undefined) return column
  }
  return null
}

/** The columns that a first row names; null where it is a row of cities like the others. */
export function columnsFromHeader(cells: readonly string[]): readonly (CityColumn | null)[] | null {
  // Above a column stand words, never a bare number.
  if (cells.some((cell) => /^\s*[\d٠-٩۰-۹]+\s*$/.test(cell))) return null
  const taken = new Set<CityColumn>()
  const columns = cells.map((cell) => {
    const column = columnOf(cell)
    if (column === null || taken.has(column)) return null
    taken.add(column)
    return column
  })
  return taken.has('city') || taken.size >= 2 ? columns : null
}
