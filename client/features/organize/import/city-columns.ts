// The columns that a table of cities may have, and the words used for them in headers.
import { foldName } from '#shared/domain/fold-name.ts'

/** In the default order for tables without a header. */
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
    'şehir', 'şehirler', 'kent', 'il', 'ville', 'villes', 'commune', 'stad', 'städer', 'steden', 'plaats', 'ciudad', 'ciudades', 'localidad', 'municipio',
    'bajar', 'bajarr', 'bajêr', 'شار', 'شارەکان', 'ناوی شار',
  ],
  country: [
    'البلد', 'بلد', 'الدولة', 'دولة', 'country', 'land', 'staat', 'ülke', 'pays', 'país', 'welat', 'وڵات', 'ناوی وڵات',
  ],
  venue: [
    'المكان', 'مكان', 'القاعة', 'قاعة', 'مكان اللقاء', 'الصالة', 'الموقع', 'اسم القاعة', 'اسم المكان', 'venue', 'hall', 'room', 'meeting place', 'location',
    'veranstaltungsort', 'treffpunkt', 'raum', 'saal', 'halle', 'mekan', 'salon', 'yer', 'buluşma yeri', 'lieu', 'salle', 'lieu de rencontre', 'lokal',
    'plats', 'möteslokal', 'mötesplats', 'locatie', 'zaal', 'ruimte', 'lugar', 'sala', 'local', 'recinto', 'sede', 'cih', 'hol', 'cihê civînê',
    'شوێن', 'هۆڵ', 'شوێنی کۆبوونەوە',
  ],
  address: [
    'العنوان', 'عنوان', 'الشارع', 'عنوان المكان', 'address', 'street', 'street address', 'adresse', 'anschrift', 'straße', 'adres', 'sokak',
    'rue', 'adress', 'gatuadress', 'gata', 'straat', 'dirección', 'calle', 'domicilio', 'navnîşan', 'açık adres', 'ناونیشان',
  ],
  capacity: [
    'السعة', 'سعة', 'عدد الحضور', 'عدد الأشخاص', 'عدد الناس', 'المقاعد', 'مقاعد', 'عدد المقاعد', 'الأماكن', 'عدد الأماكن', 'الكراسي', 'عدد الكراسي', 'سعة القاعة', 'capacity', 'seats',
    'places', 'number of seats', 'number of places', 'max people', 'people', 'persons', 'guests', 'max personen', 'personen', 'personenzahl', 'teilnehmer', 'teilnehmerzahl', 'plätze', 'sitzplätze', 'kapazität', 'anzahl plätze', 'anzahl der plätze', 'platzzahl',
    'kapasite', 'kontenjan', 'koltuk', 'koltuk sayısı', 'kişi sayısı', 'kişi', 'azami kişi', 'capacité', 'nombre de places', 'nombre de personnes', 'personnes', 'sièges', 'platser', 'antal platser', 'antal personer', 'max antal', 'personer',
    'sittplatser', 'kapacitet', 'plaatsen', 'zitplaatsen', 'aantal plaatsen', 'aantal personen', 'capaciteit', 'plazas', 'aforo', 'capacidad', 'asientos', 'personas', 'número de personas',
    'número de plazas', 'kursî', 'hejmara kursiyan', 'kapasîte', 'cihên rûniştinê', 'کورسی', 'ژمارەی کورسی', 'ژمارەی کورسییەکان', 'ژمارەی کورسیەکان', 'کورسییەکان', 'جێگا',
  ],
  host: [
    'المضيف', 'مضيف', 'المضيفة', 'اسم المضيف', 'الاسم المستعار', 'المسؤول', 'المنسق', 'host', 'host alias', 'alias', 'hosted by', 'host name',
    'contact', 'gastgeber', 'gastgeberin', 'ansprechpartner', 'ansprechperson', 'kontaktperson', 'kontakt', 'ev sahibi', 'sorumlu', 'hôte', 'hôtesse', 'responsable', 'värd',
    'ansvarig', 'gastheer', 'gastvrouw', 'contactpersoon', 'anfitrión', 'anfitriona', 'contacto', 'mêvandar', 'mazûvan', 'mazûban', 'berpirs', 'میواندار', 'خانەخوێ',
    'بەرپرس',
  ],
  languages: [
    'اللغات', 'اللغة', 'لغات', 'لغة', 'languages', 'language', 'sprachen', 'sprache', 'dil', 'diller', 'langue', 'langues', 'språk', 'taal',
    'talen', 'idioma', 'idiomas', 'lengua', 'lenguas', 'ziman', 'zimanên', 'زمان', 'زمانەکان',
  ],
  doors: [
    'الأبواب', 'فتح الأبواب', 'تفتح الأبواب', 'موعد الأبواب', 'موعد فتح الأبواب', 'الدخول', 'وقت الدخول', 'doors', 'doors open', 'door', 'opens',
    'opening', 'einlass', 'einlass ab', 'türöffnung', 'türen', 'kapı', 'kapılar', 'kapı açılışı', 'kapı açılış saati', 'giriş saati',
    'ouverture des portes', 'portes', 'ouverture', 'heure d’ouverture', 'dörrar', 'dörrarna öppnas', 'dörrarna öppnar', 'insläpp', 'deuren', 'deuren open', 'inloop',
    'puertas', 'apertura', 'apertura de puertas', 'derî', 'vekirina deriyan', 'دەرگا', 'دەرگاکان', 'کردنەوەی دەرگا',
  ],
}

/** Also names of places: alone they do not make a row a header. */
const placeNames = new Set(['kent', 'il', 'ort'])

const columnsByWord = new Map(
  cityColumns.flatMap((column) => words[column].map((word) => [foldName(word), column] as const)),
)

/** Words for other columns about the same people and places; a header cell with one of them is ignored. */
// biome-ignore format: a table
const otherWords = new Set(
  [
    'email', 'mail', 'phone', 'telephone', 'tel', 'telefon', 'mobile', 'mobil', 'handy', 'cell', 'whatsapp', 'signal', 'telegram', 'viber',
    'هاتف', 'الهاتف', 'جوال', 'الجوال', 'موبايل', 'الموبايل', 'بريد', 'البريد', 'الإيميل', 'إيميل', 'واتساب', 'eposta', 'posta', 'courriel',
    'téléphone', 'portable', 'correo', 'teléfono', 'móvil', 'telefoon', 'telefonnummer', 'تەلەفۆن', 'ئیمەیڵ', 'مۆبایل', 'id', 'معرف',
  ].map(foldName),
)

/** Words before a qualifier: the word before them is the noun of the header cell. */
const joining = new Set(
  ['of', 'in', 'de', 'du', 'des', 'del', 'de la', 'der', 'von', 'for', 'van', 'av', 'på', 'la', 'à'].map(
    foldName,
  ),
)

type Named = {
  /** Likeliest first; exactly one if the whole cell matches. */
  readonly columns: readonly CityColumn[]
  readonly isWhole: boolean
}

/**
 * Finds the column that a header cell names: by the whole cell, in one or two languages, otherwise by its first words (“Seats at most”) or
 * its last words (“Full address”).
 */
function columnOf(cell: string): Named | null {
  // “Nom de l’hôte”
  const plain = cell.replace(/(^|[^\p{L}])[dl]['’](?=\p{L})/giu, '$1')
  const parts = foldName(plain).split(' ')
  if (parts.some((part) => otherWords.has(part))) return null
  for (const part of [cell, plain, plain.replace(/[([{（].*$/, ''), ...plain.split(/[/|–—-]|\s{2,}/)]) {
    const column = columnsByWord.get(foldName(part))
    if (column !== undefined) return { columns: [column], isWhole: true }
  }
  // “Hall 3” is a value, not a header.
  if (/\p{Nd}/u.test(cell)) return null
  const lengths = Array.from({ length: parts.length - 1 }, (_, index) => parts.length - 1 - index)
  const find = (phrase: (length: number) => readonly string[]) =>
    lengths
      .map((length) => columnsByWord.get(phrase(length).join(' ')))
      .find((column) => column !== undefined)
  const first = find((length) => parts.slice(0, length))
  const last = find((length) => parts.slice(-length))
  // Germanic languages and Turkish put the noun last: “Room capacity”. Arabic, Kurdish and Romance languages put it first.
  const isFirst = /\p{Script=Arabic}/u.test(cell) || parts.some((part) => joining.has(part))
  const columns = (isFirst ? [first, last] : [last, first]).filter((column) => column !== undefined)
  return columns.length === 0 ? null : { columns, isWhole: false }
}

/** The columns of a header row; null if the row contains a city. */
export function columnsFromHeader(cells: readonly string[]): readonly (CityColumn | null)[] | null {
  // A header contains words, never a bare number.
  if (cells.some((cell) => /^\s*[\d٠-٩۰-۹]+\s*$/.test(cell))) return null
  const named = cells.map(columnOf)
  // “Hall of Peace, Street of Freedom” begins like a header, but no cell matches as a whole.
  if (!named.some((each) => each?.isWhole)) return null
  const taken = new Map<CityColumn, number>()
  const take = (isWhole: boolean) => {
    for (const [index, each] of named.entries()) {
      const column =
        each?.isWhole === isWhole ? each.columns.find((candidate) => !taken.has(candidate)) : undefined
      if (column !== undefined) taken.set(column, index)
    }
  }
  take(true)
  take(false)
  const byIndex = new Map([...taken].map(([column, index]) => [index, column]))
  const isCityAlone = taken.size === 1 && cells.some((cell) => placeNames.has(foldName(cell)))
  return (taken.has('city') && !isCityAlone) || taken.size >= 2
    ? cells.map((_, index) => byIndex.get(index) ?? null)
    : null
}
