// Characters of calendar files and tables survive encodings and line folding.
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readFile } from '#client/features/organize/import/import-file.ts'
import { decodeBytes, type Encoding, judgeEncoding } from '#client/features/organize/import/text-encoding.ts'
import { encodeLetters } from '../../support/encode-letters.ts'

const arabic = 'لقاء عالمي للسوريين في كل مدن العالم'
const bytesOf = (text: string) => new TextEncoder().encode(text)

const calendar = (...lines: string[]) => [
  'BEGIN:VCALENDAR',
  'BEGIN:VEVENT',
  'DTSTART:20270120T160000Z',
  ...lines,
  'END:VEVENT',
  'END:VCALENDAR',
  '',
]

async function titleOf(file: Uint8Array | string, encoding?: Encoding): Promise<string> {
  const read = await readFile(file, encoding)
  if (!read.ok) throw new Error(read.reason)
  return read.entries[0]?.title ?? ''
}

describe('a calendar in', () => {
  test.each([
    ['windows-1256', arabic],
    ['windows-1256', 'لقاء دمشق'],
    ['windows-1256', 'ندوة: Café مفتوح'],
    ['windows-1252', 'Treffen in Köln und München'],
    ['windows-1252', 'Rencontre à Genève, près de la gare'],
    ['windows-1252', 'Möte i Göteborg på lördag'],
    ['windows-1254', 'İstanbul’da buluşma, Beşiktaş'],
    ['windows-1254', 'Civîna li Şamê û Efrînê'],
    ['utf-8', arabic],
    ['utf-16le', arabic],
    ['utf-16be', arabic],
    ['utf-16le', 'Köln'],
    ['utf-16be', '🕊 سلام'],
  ] as const)('%s: %s', async (encoding, title) => {
    const text = calendar(`SUMMARY:${title}`).join('\r\n')
    expect(await titleOf(encodeLetters(text, encoding))).toBe(title)
    const read = await readFile(encodeLetters(text, encoding))
    expect(read.encoding).toBe(encoding)
    // With a byte order mark.
    if (encoding.startsWith('utf'))
      expect(await titleOf(encodeLetters(`\uFEFF${text}`, encoding))).toBe(title)
  })

  test('an encoding chosen by hand is read as chosen', async () => {
    const file = encodeLetters(calendar('SUMMARY:ąę').join('\r\n'), 'windows-1250')
    expect(await titleOf(file, 'windows-1250')).toBe('ąę')
  })

  test('ASCII alone asks nobody for an encoding', async () => {
    expect((await readFile(bytesOf(calendar('SUMMARY:x').join('\r\n')))).encoding).toBeUndefined()
  })

  test.each([
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:=D9=84=D9=82=D8=A7=D8=A1', 'لقاء'],
    ['SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D9=84=D9=\r\n=82=D8=A7=D8=A1', 'لقاء'],
    ['SUMMARY;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:=D9=84=D9=\r\n =82=D8=A7=D8=A1', 'لقاء'],
    ['SUMMARY;QUOTED-PRINTABLE;CHARSET=windows-1256:=E1=DE=C7=C1', 'لقاء'],
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE:=E1=DE=C7=C1', 'لقاء'],
    ['SUMMARY;ENCODING=quoted-printable;CHARSET=ISO-8859-1:K=F6ln', 'Köln'],
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE:one two=\r\n three', 'one two three'],
    ['SUMMARY;ENCODING=QUOTED-PRINTABLE:a=3Db', 'a=b'],
  ])('quoted-printable: %s', async (line, title) => {
    expect(await titleOf(calendar(line, 'X-END:1').join('\r\n'))).toBe(title)
    expect(await titleOf(bytesOf(calendar(line, 'X-END:1').join('\r\n')))).toBe(title)
  })

  test('quoted-printable keeps the lines of a text', async () => {
    const line = 'DESCRIPTION;ENCODING=QUOTED-PRINTABLE:first=0D=0A=\r\nsecond'
    const read = await readFile(calendar(line).join('\r\n'))
    expect(read.ok && read.entries[0]?.statement).toBe('first\nsecond')
  })

  test('a line may be in another encoding than the file, if it says which', async () => {
    const lines = calendar('SUMMARY;CHARSET=windows-1256:@', 'LOCATION:Köln').join('\r\n').split('@')
    const file = [bytesOf(lines[0] ?? ''), encodeLetters('لقاء', 'windows-1256'), bytesOf(lines[1] ?? '')]
    const whole = new Uint8Array(file.flatMap((part) => [...part]))
    expect(await titleOf(whole, 'utf-8')).toBe('لقاء')
  })
})

const letters = fc.string({
  unit: fc.constantFrom(...'aeKöüßşğıİêîûçéñåابتثحخدسعفقكلمنهويةىءأإؤئﻻ٣🕊👩🏽日'),
  minLength: 1,
  maxLength: 120,
})
const tidy = (text: string) => text.normalize('NFC').slice(0, 140)

/** Folds a text after this many bytes, even within a character. */
function foldBytes(bytes: Uint8Array, every: readonly number[], lead: string): Uint8Array {
  const folded: number[] = []
  let [left, turn] = [every[0] ?? 75, 0]
  for (const byte of bytes) {
    if (left === 0) {
      folded.push(13, 10, lead.charCodeAt(0))
      turn += 1
      left = every[turn % every.length] ?? 75
    }
    folded.push(byte)
    left -= 1
  }
  return new Uint8Array(folded)
}

test('letters survive any fold, of bytes or of units', async () => {
  const folds = fc.array(fc.integer({ min: 1, max: 75 }), { minLength: 1, maxLength: 5 })
  await fc.assert(
    fc.asyncProperty(letters, folds, fc.constantFrom(' ', '\t'), async (title, every, lead) => {
      const [before, after] = calendar('@').join('\r\n').split('@')
      const line = foldBytes(bytesOf(`SUMMARY:${title}`), every, lead)
      const file = new Uint8Array([...bytesOf(before ?? ''), ...line, ...bytesOf(after ?? '')])
      const wanted = tidy(title)
      expect((await titleOf(file)).startsWith(wanted.slice(0, -2).trim())).toBe(true)
      expect((await titleOf(file)).replace(/\s/g, '')).toBe(await flat(title))
      for (const encoding of ['utf-16le', 'utf-16be'] as const) {
        const units = `SUMMARY:${title}`.split('')
        const folded = units.map((unit, at) =>
          at % (every[0] ?? 75) === 0 && at > 0 ? `\r\n${lead}${unit}` : unit,
        )
        const text = `${before}${folded.join('')}${after}`
        expect((await titleOf(encodeLetters(text, encoding))).replace(/\s/g, '')).toBe(await flat(title))
      }
    }),
    { numRuns: 60 },
  )
  /** The title as parsed from one line. */
  async function flat(title: string): Promise<string> {
    return (await titleOf(bytesOf(calendar(`SUMMARY:${title}`).join('\r\n')))).replace(/\s/g, '')
  }
}, 60_000)

describe('an encoding is judged by what the letters make', () => {
  const cities = {
    'windows-1252': [
      'Köln',
      'München',
      'Göteborg',
      'Malmö',
      'Düsseldorf',
      'Besançon',
      'Orléans',
      'Málaga',
      'Reykjavík',
      'Århus',
    ],
    'windows-1254': [
      'İzmir',
      'Şanlıurfa',
      'Diyarbakır',
      'Eskişehir',
      'Beşiktaş',
      'Ağrı',
      'Iğdır',
      'Şırnak',
      'Muş',
      'Elâzığ',
    ],
    'windows-1256': [
      'دمشق',
      'حلب',
      'حمص',
      'حماة',
      'إدلب',
      'دير الزور',
      'القامشلي',
      'السويداء',
      'طرطوس',
      'برلين',
    ],
    'windows-1251': [
      'Москва',
      'Казань',
      'София',
      'Одесса',
      'Минск',
      'Пловдив',
      'Самара',
      'Варна',
      'Уфа',
      'Львов',
    ],
    'utf-8': ['Köln', 'دمشق', 'İzmir', 'Москва', '東京', 'Ελλάδα'],
    'utf-16le': ['Köln', 'دمشق', 'İzmir'],
    'utf-16be': ['Köln', 'دمشق', 'İzmir'],
  } as const

  test.each(Object.keys(cities) as (keyof typeof cities)[])('%s', (encoding) => {
    const names = fc.array(fc.constantFrom<string>(...cities[encoding]), { minLength: 2, maxLength: 12 })
    const endings = fc.constantFrom(';50', ',Hall 3,120', '\tRathaus', '')
    fc.assert(
      fc.property(names, endings, (rows, ending) => {
        const text = rows.map((row) => row + ending).join('\r\n')
        const bytes = encodeLetters(text, encoding)
        const judged = judgeEncoding(bytes)
        expect(judged === null ? null : decodeBytes(bytes, judged)).toBe(text)
      }),
    )
  })

  test('what is no text has none, and nothing throws', () => {
    expect(judgeEncoding(Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0, 1, 2, 3, 4, 5, 6, 7, 8))).toBeNull()
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const encoding = judgeEncoding(bytes)
        if (encoding !== null) expect(typeof decodeBytes(bytes, encoding)).toBe('string')
      }),
    )
  })

  // Node decodes windows-1252 as ISO 8859-1; in windows-1254 the quotation marks are the same bytes.
  test.each([
    ['windows-1254', 'It’s “free” – for all, 5 €'],
    ['windows-1254', 'Eintritt 5 €'],
    ['windows-1254', 'L’école est à Orléans…'],
    ['windows-1252', '¿Cómo? Mañana, en Málaga, 20 °C'],
    ['windows-1252', 'Smörgåsbord på Åland'],
    ['windows-1254', 'Ağrı’da “buluşma” – 5 €'],
    ['windows-1256', '«لقاء» – “حلب” 5 €'],
    ['windows-1256', 'و حلب'],
    ['iso-8859-6', 'لقاء السوريين في دمشق وحلب'],
    ['macintosh', 'Köln, München, Düsseldorf'],
  ])('%s: %s', (encoding, text) => {
    const bytes = encodeLetters(text, encoding)
    expect(decodeBytes(bytes, judgeEncoding(bytes) ?? 'utf-8')).toBe(text)
  })

  test('a workbook is no table', () => {
    const bytes = Uint8Array.from({ length: 4000 }, (_, at) => (at * at * 31 + at * 7) % 251)
    bytes.set([0x50, 0x4b, 3, 4])
    expect(judgeEncoding(bytes)).toBeNull()
    expect(
      judgeEncoding(Uint8Array.from({ length: 4000 }, (_, at) => (at % 3 === 0 ? 0 : at % 256))),
    ).toBeNull()
  })

  test('one damaged letter makes no other encoding of the rest', () => {
    const bytes = bytesOf(`${arabic}\r\n`)
    expect(judgeEncoding(new Uint8Array([...bytes, 0xff, ...bytes]))).toBe('utf-8')
  })
})

test('whatever bytes a file holds, reading it is an answer', async () => {
  const base = encodeLetters(calendar(`SUMMARY:${arabic}`, 'GEO:1;2').join('\r\n'), 'windows-1256')
  const damaged = fc
    .tuple(fc.nat(base.length), fc.nat(30), fc.uint8Array({ maxLength: 20 }))
    .map(([at, cut, put]) => new Uint8Array([...base.slice(0, at), ...put, ...base.slice(at + cut)]))
  await fc.assert(
    fc.asyncProperty(fc.oneof(damaged, fc.uint8Array({ maxLength: 300 })), async (bytes) => {
      expect(typeof (await readFile(bytes)).ok).toBe('boolean')
    }),
    { numRuns: 200 },
  )
}, 60_000)
