// Pasted tables of cities: any delimiter, with and without a header, in English and in Arabic.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cityColumns, columnsFromHeader } from '#client/features/organize/import/city-columns.ts'
import { mostRows, readCityTable } from '#client/features/organize/import/city-table.ts'
import { readCountry } from '#client/features/organize/import/read-country.ts'
import { readDoors } from '#client/features/organize/import/read-doors.ts'
import { readLanguages } from '#client/features/organize/import/read-languages.ts'
import { countryCodeOf } from '#shared/domain/country-words.ts'

const cellsOf = (text: string) => readCityTable(text).rows.map(({ cells }) => cells)

describe('a table', () => {
  test('without a header is read in the usual order', () => {
    const table = readCityTable('Aleppo\tSyria\tHall\nBerlin\tGermany\tRathaus')
    expect(table).toMatchObject({ hasHeader: false, columns: ['city', 'country', 'venue'], leftOut: 0 })
    expect(table.rows).toEqual([
      { line: 1, cells: ['Aleppo', 'Syria', 'Hall'] },
      { line: 2, cells: ['Berlin', 'Germany', 'Rathaus'] },
    ])
  })

  test('with a header stands in any order, and what is unknown is left out', () => {
    const table = readCityTable('عدد المقاعد;ملاحظات;المدينة;البلد\n٨٠;قرب النهر;حلب;سوريا')
    expect(table.columns).toEqual(['capacity', null, 'city', 'country'])
    expect(table.hasHeader).toBe(true)
    expect(table.rows).toEqual([{ line: 2, cells: ['٨٠', 'قرب النهر', 'حلب', 'سوريا'] }])
  })

  test.each([
    ['tabs', 'Köln\tAm Dom 1, Hof', [['Köln', 'Am Dom 1, Hof']]],
    [
      'commas',
      'Aleppo,Syria\nHoms,Syria',
      [
        ['Aleppo', 'Syria'],
        ['Homs', 'Syria'],
      ],
    ],
    [
      'Arabic commas',
      'حلب، سوريا\nحمص، سوريا',
      [
        ['حلب', 'سوريا'],
        ['حمص', 'سوريا'],
      ],
    ],
    [
      'semicolons beside commas',
      'Köln;Am Dom 1, Hof\nBonn;Markt 2, Saal',
      [
        ['Köln', 'Am Dom 1, Hof'],
        ['Bonn', 'Markt 2, Saal'],
      ],
    ],
    ['one city a line', 'Aleppo\n\n  \nHoms\n', [['Aleppo'], ['Homs']]],
    [
      'quoted cells',
      '"Köln","Am Dom 1, Hof"\n"Bonn","a ""hall"""',
      [
        ['Köln', 'Am Dom 1, Hof'],
        ['Bonn', 'a "hall"'],
      ],
    ],
    [
      'a mark at its beginning',
      '\uFEFFAleppo,Syria\r\nHoms,Syria',
      [
        ['Aleppo', 'Syria'],
        ['Homs', 'Syria'],
      ],
    ],
  ])('parted by %s', (_, text, cells) => {
    expect(cellsOf(text)).toEqual(cells)
  })

  test('a lone quotation mark swallows no row', () => {
    expect(cellsOf('Aleppo\t"old hall\nHoms\thall\nHama\troom')).toHaveLength(3)
    expect(cellsOf('Aleppo,the 5" door\nHoms,hall\nHama,"room')).toHaveLength(3)
  })

  test('that is longer than is read says how much is left out', () => {
    const table = readCityTable('Aleppo\n'.repeat(mostRows + 7))
    expect(table.rows).toHaveLength(mostRows)
    expect(table.leftOut).toBe(7)
  })

  test('whatever the text, every row has a line of its own, and no column is taken twice', () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'ab\t,;،|"\n \r١2city'), maxLength: 120 }), (text) => {
        const { rows, columns } = readCityTable(text)
        const lines = rows.map(({ line }) => line)
        expect(new Set(lines).size).toBe(lines.length)
        const taken = columns.filter((column) => column !== null)
        expect(new Set(taken).size).toBe(taken.length)
        for (const { cells } of rows) expect(cells.some((cell) => cell !== '')).toBe(true)
      }),
    )
  })

  test('what a spreadsheet writes, cell by cell, is read back', () => {
    const word = fc
      .stringMatching(/^[a-zء-ي]([a-zء-ي0-9 ,;"']{0,10}[a-zء-ي])?$/)
      .map((text) => text.replace(/\s+/g, ' '))
    const quoted = (cell: string) => (/["\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)
    fc.assert(
      fc.property(fc.array(fc.tuple(word, word, word), { minLength: 1, maxLength: 12 }), (cells) => {
        fc.pre(columnsFromHeader(cells[0] ?? []) === null)
        const text = cells.map((row) => row.map(quoted).join('\t')).join('\r\n')
        expect(cellsOf(text)).toEqual(cells)
      }),
    )
  })
})

describe('a header', () => {
  test.each([
    ['City,Country,Venue,Address,Capacity,Host alias,Languages,Doors', cityColumns],
    ['المدينة,البلد,المكان,العنوان,المقاعد,المضيف,اللغات,الأبواب', cityColumns],
    ['Town,Seats (at most),Doors open at', ['city', 'capacity', 'doors']],
    ['Stadt,Land,Sprachen', ['city', 'country', 'languages']],
    ['city,city,venue', ['city', null, 'venue']],
    ['City ID,City,Room capacity,Full address', [null, 'city', 'capacity', 'address']],
    ['City,Venue name,Max seats,Doors open at', ['city', 'venue', 'capacity', 'doors']],
    [
      'اسم المدينة,الدولة,اسم القاعة,العنوان الكامل,عدد الحضور,اسم المضيف,لغة اللقاء,وقت فتح الأبواب',
      cityColumns,
    ],
    ['Stadt,Land,Halle,Straße und Hausnummer,Max. Personen,Kontaktperson,Sprache(n),Einlass um', cityColumns],
    ['Ville,Pays,Salle,Adresse postale,Capacité max,Nom de l’hôte,Langue(s),Heure d’ouverture', cityColumns],
    ['Municipio,País,Local,Dirección postal,Aforo máximo,Responsable,Idioma,Hora de apertura', cityColumns],
    ['Ort,Land,Lokal,Gatuadress,Max antal,Kontaktperson,Språk,Insläpp kl', cityColumns],
    ['Il,Ülke,Salon adı,Açık adres,Kişi,Ev sahibi,Dil,Kapı saati', cityColumns],
    [
      'Plaats,Land,Naam zaal,Volledig adres,Maximum aantal personen,Contactpersoon,Taal,Deuren open om',
      cityColumns,
    ],
    ['Navê bajêr,Welat,Cihê civînê,Navnîşan,Hejmara kursiyan,Navê mêvandar,Ziman,Derî vedibin', cityColumns],
  ])('%s', (header, columns) => {
    expect(columnsFromHeader(header.split(','))).toEqual(columns)
  })

  test.each([
    'City,Host email',
    'City,Contact phone',
    'City,E-mail address',
    'المدينة,هاتف المضيف',
    'Stadt,Kontakt (E-Mail)',
    'Ville,Téléphone de l’hôte',
    'City,Host ID',
  ])('%s: how to reach a person is never taken for a name or an address', (header) => {
    expect(columnsFromHeader(header.split(','))).toEqual(['city', null])
  })

  test.each([['Aleppo,Syria'], ['القاعة الكبرى,حلب'], ['City,120'], ['']])('%s is none', (row) => {
    expect(columnsFromHeader(row.split(','))).toBeNull()
  })
})

test.each([
  ['Arabic, Kurdish', ['ar', 'ku'], []],
  ['عربي وإنكليزي', ['ar', 'en'], []],
  ['العربية، التركية', ['ar', 'tr'], []],
  ['ar/en', ['ar', 'en'], []],
  ['Deutsch und Arabisch', ['de', 'ar'], []],
  ['Arabic Klingon', ['ar'], ['Klingon']],
  ['', [], []],
  ['ar, AR, عربي', ['ar'], []],
])('languages: %s', (cell, tags, unread) => {
  expect(readLanguages(cell)).toEqual({ tags, unread })
})

test.each([
  ['30', 30],
  ['٤٥ دقيقة', 45],
  ['90 min', 90],
  ['1 h', 60],
  ['ساعة', null],
  ['٢ ساعة', 120],
  // 17:30 in Damascus, for a start at 18:00.
  ['17:30', 30],
  ['١٧:١٥', 45],
  ['18.00', 0],
  // On the evening before, which is longer before the start than doors may open.
  ['19:00', 23 * 60],
  ['25:00', null],
  ['early', null],
  ['30 people', null],
])('doors: %s', (cell, minutes) => {
  expect(readDoors(cell, Date.UTC(2027, 0, 20, 15), 'Asia/Damascus')).toBe(minutes)
})

test('a clock says nothing until the date is chosen; minutes do', () => {
  expect(readDoors('17:30', null, 'Asia/Damascus')).toBeNull()
  expect(readDoors('30', null, 'Asia/Damascus')).toBe(30)
})

test.each([
  ['Syria', 'SY'],
  ['سوريا', 'SY'],
  ['سورية', 'SY'],
  ['Deutschland', 'DE'],
  ['DE', 'DE'],
  ['Almanya', 'DE'],
  ['UK', 'GB'],
  ['Türkiye', 'TR'],
  ['Turkey', 'TR'],
  ['تركيا', 'TR'],
  ['USA', 'US'],
  ['الولايات المتحدة', 'US'],
  ['Allemagne', 'DE'],
  ['السعودية', 'SA'],
  ['Nowhere', null],
  ['', null],
  ['ألمانيا', 'DE'],
  ['France', 'FR'],
  ['فرنسا', 'FR'],
  ['لبنان', 'LB'],
])('the country %s is %s', (text, code) => {
  expect(countryCodeOf(text)).toBe(code)
})

describe('a table as spreadsheets of many languages write it', () => {
  test.each([
    ['sep=;', '\uFEFFsep=;\r\nالمدينة;السعة\r\nبرلين;100\r\nحلب;50'],
    ['"sep=|"', '"sep=|"\nCity|Seats\nBerlin|100\nAleppo|50'],
    ['SEP=\t', 'SEP=\t\nCity\tSeats\nBerlin\t100\nAleppo\t50'],
    ['sep=; that is no longer true', 'sep=;,,\nCity,Seats\nBerlin,100\nAleppo,50'],
    ['a title', 'Cities of 20 January,\nCity,Seats\nBerlin,100\nAleppo,50'],
    ['a title without its commas', 'قائمة المدن\nالمدينة,السعة\nبرلين,100\nحلب,50'],
    [
      'a title, a blank line and a date',
      'Cities,,,\n\n20 January 2027,,,\nCity,,Seats,\nBerlin,,100,\nAleppo,,50,',
    ],
    ['a title above tabs', 'Cities, all of them\nCity\tSeats\nBerlin\t100\nAleppo\t50'],
    ['pipes with edges', '| City | Seats |\n|:--|--:|\n| Berlin | 100 |\n| Aleppo | 50 |'],
    ['tildes', 'City~Seats\nBerlin~100\nAleppo~50'],
    ['Arabic semicolons', 'المدينة؛السعة\nبرلين؛100\nحلب؛50'],
    ['wide commas', 'City，Seats\nBerlin，100\nAleppo，50'],
  ])('with %s', (_, text) => {
    const { columns, rows, hasHeader } = readCityTable(text)
    expect(hasHeader).toBe(true)
    const [city, seats] = [columns.indexOf('city'), columns.indexOf('capacity')]
    expect(rows.map(({ cells }) => [cells[city], cells[seats]])).toMatchObject([
      [expect.stringMatching(/Berlin|برلين/), '100'],
      [expect.stringMatching(/Aleppo|حلب/), '50'],
    ])
  })

  test('what stands above the header is said', () => {
    expect(readCityTable('Cities,\nCity,Seats\nBerlin,100').above).toEqual(['Cities'])
    expect(readCityTable('City,Seats\nBerlin,100').above).toEqual([])
  })

  test.each([
    [
      'a pipe in a header',
      'City,Venue | Hall,Seats\nBerlin,Haus A,50\nAleppo,Hall,60',
      ['city', 'venue', 'capacity'],
      'Haus A',
    ],
    [
      'pipes in every venue',
      'City,Venue,Seats\nBerlin,Haus | A,50\nAleppo,Hall | B,60',
      ['city', 'venue', 'capacity'],
      'Haus | A',
    ],
    [
      'semicolons in lists',
      'City,Venue,Languages\nBerlin,Haus A,ar;de\nAleppo,Hall,ar;ku',
      ['city', 'venue', 'languages'],
      'Haus A',
    ],
    [
      'semicolons in lists, without a header',
      'Berlin,Germany,ar;de\nAleppo,Syria,ar;ku',
      ['city', 'country', 'venue'],
      'ar;de',
    ],
    [
      'commas in addresses',
      'Köln;Deutschland;Markt 2, Saal\nBonn;Deutschland;Markt 3, Saal',
      ['city', 'country', 'venue'],
      'Markt 2, Saal',
    ],
    [
      'commas in cities',
      'Aleppo, Syria;Syria;Hall 3\nHoms, Syria;Syria;Hall 4',
      ['city', 'country', 'venue'],
      'Hall 3',
    ],
  ])('with %s the cells are those that were meant', (_, text, columns, venue) => {
    const table = readCityTable(text)
    expect(table.columns).toEqual(columns)
    expect(table.rows[0]?.cells[table.columns.indexOf('venue')]).toBe(venue)
  })

  test.each([
    ['ar', 'المدينة,البلد,القاعة,العنوان,عدد المقاعد,المضيف,اللغات,فتح الأبواب'],
    ['en', 'City,Country,Venue,Address,Seats,Host,Languages,Doors'],
    ['de', 'Stadt,Land,Veranstaltungsort,Anschrift,Anzahl Plätze,Gastgeber,Sprachen,Einlass'],
    ['tr', 'Şehir,Ülke,Mekân,Adres,Koltuk sayısı,Ev sahibi,Diller,Kapı açılışı'],
    ['TR in capitals', 'ŞEHİR,ÜLKE,SALON,ADRES,KAPASİTE,EV SAHİBİ,DİLLER,KAPILAR'],
    ['fr', 'Ville,Pays,Salle,Adresse,Nombre de places,Hôte,Langues,Ouverture des portes'],
    ['sv', 'Stad,Land,Lokal,Gatuadress,Antal platser,Värd,Språk,Insläpp'],
    ['nl', 'Stad,Land,Zaal,Adres,Aantal plaatsen,Gastheer,Talen,Deuren open'],
    ['es', 'Ciudad,País,Sala,Dirección,Número de plazas,Anfitriona,Idiomas,Apertura de puertas'],
    ['ku', 'Bajar,Welat,Cih,Navnîşan,Kursî,Mêvandar,Ziman,Derî'],
    ['ckb', 'شار,وڵات,هۆڵ,ناونیشان,ژمارەی کورسی,میواندار,زمانەکان,دەرگا'],
    [
      'two languages',
      'المدينة / City,البلد / Country,المكان – Venue,Address (street),Seats [max 100],Host*,Languages:,Doors',
    ],
  ])('a header in %s names every column', (_, header) => {
    expect(columnsFromHeader(header.split(','))).toEqual(cityColumns)
  })

  test.each([
    ['Aleppo,Hall 3,Street 5'],
    ['Aleppo,Hall of Peace,Street of Freedom'],
    ['Kent,England'],
    ['Berlin,Haus A'],
    ['Halle,Deutschland'],
  ])('%s is a row of a city', (row) => {
    expect(readCityTable(`${row}\nHoms,Syria`).rows).toHaveLength(2)
  })

  test('no city is lost to what looks like a header further down', () => {
    expect(readCityTable('Aleppo,Syria,Hall\nCity,Country,Venue\nHoms,Syria,Hall').rows).toHaveLength(3)
  })

  test.each([' / ', '/', ':', ' - ', ' – ', ' — ', ' · ', '•', '   '])(
    'a header whose words are parted by “%s” parts the rows',
    (mark) => {
      const rows = ['City', 'Seats', 'Host'].join(mark)
      expect(readCityTable(`${rows}\nBerlin${mark}100${mark}Olive\nAleppo${mark}50${mark}Fig`)).toMatchObject(
        {
          columns: ['city', 'capacity', 'host'],
          rows: [{ cells: ['Berlin', '100', 'Olive'] }, { cells: ['Aleppo', '50', 'Fig'] }],
        },
      )
    },
  )

  test('what stands in many texts parts no table whose header has another separator, or none', () => {
    expect(cellsOf('City,Seats / places\nBerlin / Potsdam,50')).toEqual([['Berlin / Potsdam', '50']])
    expect(readCityTable('Berlin / Germany\nAleppo / Syria').rows).toMatchObject([
      { cells: ['Berlin / Germany'] },
      { cells: ['Aleppo / Syria'] },
    ])
    expect(readCityTable('المدينة / City\nBerlin').rows).toMatchObject([{ cells: ['Berlin'] }])
  })

  test('any of the separators is recognised, whatever the cells hold', () => {
    const cell = fc.constantFrom('Berlin', 'حلب', 'Haus A', '50', 'Am Dom 1', 'ar', '17:30', 'x y')
    const separator = fc.constantFrom('\t', ';', '؛', ',', '،', '|', '~', '^')
    const rows = fc.array(fc.tuple(cell, cell, cell), { minLength: 1, maxLength: 10 })
    fc.assert(
      fc.property(rows, separator, (cells, parts) => {
        const body = cells.map((row) => row.join(parts)).join('\n')
        expect(cellsOf(`City${parts}Venue${parts}Seats\n${body}`)).toEqual(cells)
      }),
    )
  })
})

describe('doors', () => {
  /** For a start at 18:00 in Damascus. */
  const read = (cell: string) => readDoors(cell, Date.UTC(2027, 0, 20, 15), 'Asia/Damascus')

  // biome-ignore format: a table
  test.each([
    '17:30', '17:30:00', '17.30', '17.30 Uhr', '17:30 Uhr', '17 Uhr 30', 'um 17:30 Uhr', 'ab 17.30 Uhr', 'Einlass: 17:30', '٥:٣٠ م', '٥:٣٠ مساءً',
    '۵:۳۰ م', '١٧:٣٠', 'الساعة ٥:٣٠ مساء', '5:30 PM', '5:30pm', '5.30 p.m.', '5:30 p. m.', '05:30 PM', '17h30', '17 h 30', 'à 17h30', '17:30h',
    'kl. 17.30', 'kl 17:30', 'saat 17:30', '5:30 ÖS', '17:30 uur', 'om 17:30', 'a las 17:30', 'saet 17:30', 'demjimêr 17:30', 'سەعات ٥:٣٠ ئێوارە',
    '1730', '1899-12-30 17:30:00', '12/30/1899 17:30', '2027-01-20 17:30', '20.01.2027 17:30:00', '30', '٣٠', '30 min', '٣٠ دقيقة', '30 دقيقة قبل', '30 Minuten vorher', '0.5 h', '0,5 Std',
    '30 dk önce', '30’',
  ])('“%s” is half an hour before', (cell) => {
    expect(read(cell)).toBe(30)
  })

  test.each([
    ['1.5 h', 90],
    ['1,5 Std.', 90],
    ['١٫٥ ساعة', 90],
    ['1 h 30 min', 90],
    ['1 ساعة و 30 دقيقة', 90],
    ['1h30', 90],
    ['1:30 h', 90],
    ['5 PM', 60],
    ['17 Uhr', 60],
    ['17h', 60],
    ['٥ مساءً', 60],
    ['kl 17', 60],
    ['12 PM', 360],
    ['11:45 AM', 375],
  ])('“%s” is %s minutes before', (cell, minutes) => {
    expect(read(cell)).toBe(minutes)
  })

  // biome-ignore format: a table
  test.each([
    '17:30-18:00', '17:30 / 18:00', '30-45', '30 or 45 min', '17:30 (side door 3)', '2 doors', '3. Tür', 'Gate 5', '-30', '17:75', '25:00', '13:00 am',
    '0:30 pm', '1.5', '0.7291666', '2027-02-20 17:30', '6 h', 'early', 'half an hour', '17:3', '99h99', '30 people', '١٢٣٤٥', '5,5,5',
  ])('“%s” is not understood, whatever number it begins with', (cell) => {
    expect(read(cell)).toBeNull()
  })

  test('a clock is read in every way of writing it', () => {
    const minuteOfDay = fc.integer({ min: 6 * 60, max: 18 * 60 })
    const arabicDigits = (text: string) => text.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'[Number(digit)] ?? '')
    fc.assert(
      fc.property(minuteOfDay, (minute) => {
        const [hours, minutes] = [Math.floor(minute / 60), String(minute % 60).padStart(2, '0')]
        const twelve = `${hours % 12 || 12}:${minutes}`
        const written = [
          `${hours}:${minutes}`,
          `${hours}.${minutes} Uhr`,
          `${hours}:${minutes}:00`,
          `${twelve} ${hours < 12 ? 'AM' : 'PM'}`,
          arabicDigits(`${twelve} ${hours < 12 ? 'ص' : 'م'}`),
        ]
        expect(written.map(read)).toEqual(written.map(() => 18 * 60 - minute))
      }),
    )
  })

  test('whatever is written, it is a number of minutes or nothing', () => {
    const pieces = fc.array(
      fc.constantFrom(
        '17',
        ':',
        '30',
        '.',
        'h',
        ' ',
        'م',
        'PM',
        'Uhr',
        '٥',
        'min',
        '-',
        'à',
        '2027-01-20',
        ',',
        '0',
      ),
      {
        maxLength: 8,
      },
    )
    fc.assert(
      fc.property(
        fc.oneof(
          pieces.map((all) => all.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (cell) => {
          const minutes = read(cell)
          if (minutes !== null) expect(Number.isInteger(minutes) && minutes >= 0).toBe(true)
        },
      ),
    )
  })
})

test.each([
  ['Arabisch en Koerdisch', ['ar', 'ku']],
  ['ar en tr', ['ar', 'en', 'tr']],
  ['arabiska och svenska', ['ar', 'sv']],
  ['árabe y español', ['ar', 'es']],
  ['erebî û kurdî', ['ar', 'ku']],
  ['Sorani', ['ckb']],
])('languages: %s', (cell, tags) => {
  expect(readLanguages(cell)).toEqual({ tags, unread: [] })
})

test.each([
  ['Sûriye', 'SY'],
  ['ئەڵمانیا', 'DE'],
  ['Swêd', 'SE'],
  ['تورکیا', 'TR'],
  ['Sverige', 'SE'],
  ['Nederland', 'NL'],
  ['Alemania', 'DE'],
])('the country %s is %s', (text, code) => {
  expect(readCountry(text)).toBe(code)
})
