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

/** In Arabic, English, German, Turkish, French, Swedish, Dutch, Spanish, Kurdish (Kurmanji, Sorani). */
// biome-ignore format: a table
const words: Readonly<Record<CityColumn, readonly string[]>> = {
  city: [
    'المدينة', 'مدينة', 'البلدة', 'المدن', 'اسم المدينة', 'city', 'cities', 'town', 'city or town', 'city name', 'stadt', 'städte', 'ort',
    'şehir', 'şehirler', 'kent', 'il', 'ville', 'villes', 'commune', 'stad', 'städer', 'steden', 'plaats', 'ciudad', 'ciudades', 'localidad',
    'bajar', 'bajarr', 'bajêr', 'شار', 'شارەکان', 'ناوی شار',
  ],
  country: [
    'البلد', 'بلد', 'الدولة', 'دولة', 'country', 'land', 'staat', 'ülke', 'pays', 'país', 'welat', 'وڵات', 'ناوی وڵات',
  ],
  venue: [
    'المكان', 'مكان', 'القاعة', 'قاعة', 'مكان اللقاء', 'الصالة', 'الموقع', 'venue', 'hall', 'room', 'meeting place', 'location',
    'veranstaltungsort', 'treffpunkt', 'raum', 'saal', 'mekan', 'salon', 'yer', 'buluşma yeri', 'lieu', 'salle', 'lieu de rencontre', 'lokal',
    'plats', 'möteslokal', 'mötesplats', 'locatie', 'zaal', 'ruimte', 'lugar', 'sala', 'recinto', 'sede', 'cih', 'hol', 'cihê civînê',
    'شوێن', 'هۆڵ', 'شوێنی کۆبوونەوە',
  ],
  address: [
    'العنوان', 'عنوان', 'الشارع', 'عنوان المكان', 'address', 'street', 'street address', 'adresse', 'anschrift', 'straße', 'adres', 'sokak',
    'rue', 'adress', 'gatuadress', 'gata', 'straat', 'dirección', 'calle', 'domicilio', 'navnîşan', 'ناونیشان',
  ],
  capacity: [
    'السعة', 'سعة', 'المقاعد', 'مقاعد', 'عدد المقاعد', 'الأماكن', 'عدد الأماكن', 'الكراسي', 'عدد الكراسي', 'سعة القاعة', 'capacity', 'seats',
    'places', 'number of seats', 'number of places', 'plätze', 'sitzplätze', 'kapazität', 'anzahl plätze', 'anzahl der plätze', 'platzzahl',
    'kapasite', 'kontenjan', 'koltuk', 'koltuk sayısı', 'kişi sayısı', 'capacité', 'nombre de places', 'sièges', 'platser', 'antal platser',
    'sittplatser', 'kapacitet', 'plaatsen', 'zitplaatsen', 'aantal plaatsen', 'capaciteit', 'plazas', 'aforo', 'capacidad', 'asientos',
    'número de plazas', 'kursî', 'hejmara kursiyan', 'kapasîte', 'cihên rûniştinê', 'کورسی', 'ژمارەی کورسی', 'ژمارەی کورسییەکان', 'جێگا',
  ],
  host: [
    'المضيف', 'مضيف', 'المضيفة', 'اسم المضيف', 'الاسم المستعار', 'المسؤول', 'المنسق', 'host', 'host alias', 'alias', 'hosted by', 'host name',
    'contact', 'gastgeber', 'gastgeberin', 'ansprechpartner', 'kontakt', 'ev sahibi', 'sorumlu', 'hôte', 'hôtesse', 'responsable', 'värd',
    'ansvarig', 'gastheer', 'gastvrouw', 'contactpersoon', 'anfitrión', 'anfitriona', 'contacto', 'mêvandar', 'berpirs', 'میواندار', 'خانەخوێ',
    'بەرپرس',
  ],
  languages: [
    'اللغات', 'اللغة', 'لغات', 'لغة', 'languages', 'language', 'sprachen', 'sprache', 'dil', 'diller', 'langue', 'langues', 'språk', 'taal',
    'talen', 'idioma', 'idiomas', 'lengua', 'lenguas', 'ziman', 'zimanên', 'زمان', 'زمانەکان',
  ],
  doors: [
    'الأبواب', 'فتح الأبواب', 'تفتح الأبواب', 'موعد الأبواب', 'موعد فتح الأبواب', 'الدخول', 'وقت الدخول', 'doors', 'doors open', 'door', 'opens',
    'opening', 'einlass', 'einlass ab', 'türöffnung', 'türen', 'kapı', 'kapılar', 'kapı açılışı', 'kapı açılış saati', 'giriş saati',
    'ouverture des portes', 'portes', 'ouverture', 'dörrar', 'dörrarna öppnas', 'dörrarna öppnar', 'insläpp', 'deuren', 'deuren open', 'inloop',
    'puertas', 'apertura', 'apertura de puertas', 'derî', 'vekirina deriyan', 'دەرگا', 'دەرگاکان', 'کردنەوەی دەرگا',
  ],
}

/** Also the name of a place: by itself it makes no header. */
const placeNames = new Set(['kent', 'il', 'ort'])

const columnsByWord = new Map(
  cityColumns.flatMap((column) => words[column].map((word) => [foldName(word), column] as const)),
)

type Named = { readonly column: CityColumn; readonly isWhole: boolean }

/** What a cell above a column says that it holds: by the whole of it, in one language or two, else by its first words (“Seats at most”). */
function columnOf(cell: string): Named | null {
  for (const part of [cell, cell.replace(/[([{（].*$/, ''), ...cell.split(/[/|–—-]|\s{2,}/)]) {
    const column = columnsByWord.get(foldName(part))
    if (column !== undefined) return { column, isWhole: true }
  }
  // “Hall 3” is a hall.
  if (/\p{Nd}/u.test(cell)) return null
  const parts = foldName(cell).split(' ')
  for (let length = parts.length - 1; length > 0; length--) {
    const column = columnsByWord.get(parts.slice(0, length).join(' '))
    if (column !== undefined) return { column, isWhole: false }
  }
  return null
}

/** The columns that a row names; null where it is a row of cities like the others. */
export function columnsFromHeader(cells: readonly string[]): readonly (CityColumn | null)[] | null {
  // Above a column stand words, never a bare number.
  if (cells.some((cell) => /^\s*[\d٠-٩۰-۹]+\s*$/.test(cell))) return null
  const named = cells.map(columnOf)
  // “Hall of Peace, Street of Freedom” begin like a header and are none.
  if (!named.some((each) => each?.isWhole)) return null
  const taken = new Set<CityColumn>()
  const columns = named.map((each) => {
    if (each === null || taken.has(each.column)) return null
    taken.add(each.column)
    return each.column
  })
  const isCityAlone = taken.size === 1 && cells.some((cell) => placeNames.has(foldName(cell)))
  return (taken.has('city') && !isCityAlone) || taken.size >= 2 ? columns : null
}
