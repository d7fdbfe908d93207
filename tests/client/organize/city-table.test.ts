// Tables of cities as people paste them: any delimiter, with and without a header, in English and in Arabic.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cityColumns, columnsFromHeader } from '#client/features/organize/city-columns.ts'
import { mostRows, readCityTable } from '#client/features/organize/city-table.ts'
import { readDoors } from '#client/features/organize/read-doors.ts'
import { readLanguages } from '#client/features/organize/read-languages.ts'
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
  ])('%s', (header, columns) => {
    expect(columnsFromHeader(header.split(','))).toEqual(columns)
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
  // Half past five in Damascus, where the beginning is at six.
  ['17:30', 30],
  ['١٧:١٥', 45],
  ['18.00', 0],
  // Of the evening before, which is longer ago than doors may open.
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
