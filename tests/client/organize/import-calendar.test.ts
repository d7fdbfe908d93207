// Calendar files of other programs: zones, end times, damaged lines, recurring events, many entries.
import table from 'cldr-core/supplemental/windowsZones.json'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inOrder } from '#client/features/organize/import/import-entries.tsx'
import { readFile } from '#client/features/organize/import/import-file.ts'
import type { Understood } from '#client/features/organize/import/understood.ts'

const wrap = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]) => wrap('BEGIN:VEVENT', 'UID:1', ...lines, 'END:VEVENT')

async function all(text: string): Promise<readonly Understood[]> {
  const read = await readFile(text)
  if (!read.ok) throw new Error(read.reason)
  return read.entries
}

async function only(...lines: string[]): Promise<Understood> {
  const entries = await all(event(...lines))
  expect(entries).toHaveLength(1)
  return entries[0] as Understood
}

const utc = (text: string) => ({ kind: 'instant', at: Date.parse(`${text}Z`) })

describe('the zone of an hour', () => {
  test.each([
    ['W. Europe Standard Time', '2027-01-20T17:00'],
    ['"W. Europe Standard Time"', '2027-01-20T17:00'],
    ['w. europe standard time', '2027-01-20T17:00'],
    ['W. Europe', '2027-01-20T17:00'],
    ['W. Europe Daylight Time', '2027-01-20T17:00'],
    ['W. Europe Standard Time 1', '2027-01-20T17:00'],
    ['Turkey Standard Time', '2027-01-20T15:00'],
    ['Syria Standard Time', '2027-01-20T15:00'],
    ['Arabic Standard Time', '2027-01-20T15:00'],
    ['Eastern Standard Time', '2027-01-20T23:00'],
    ['/freeassociation.sourceforge.net/Europe/Berlin', '2027-01-20T17:00'],
    ['/freeassociation.sourceforge.net/Tzfile/Asia/Damascus', '2027-01-20T15:00'],
    ['/mozilla.org/20070129_1/Europe/Berlin', '2027-01-20T17:00'],
    ['/softwarestudio.org/Olson_20011030_5/America/Argentina/Buenos_Aires', '2027-01-20T21:00'],
    ['/citadel.org/20210210_1/America/Argentina/Salta', '2027-01-20T21:00'],
    ['Europe/Berlin-2', '2027-01-20T17:00'],
    ['America/New York', '2027-01-20T23:00'],
    ['America-New_York', '2027-01-20T23:00'],
    ['europe/berlin', '2027-01-20T17:00'],
    ['Europe/Kyiv', '2027-01-20T16:00'],
    ['Europe/Kiev', '2027-01-20T16:00'],
    ['tzone://Microsoft/Utc', '2027-01-20T18:00'],
    ['UTC', '2027-01-20T18:00'],
    ['"UTC+03:00"', '2027-01-20T15:00'],
    ['GMT+01:00', '2027-01-20T17:00'],
    ['GMT-0330', '2027-01-20T21:30'],
    ['Etc/GMT-3', '2027-01-20T15:00'],
    ['CET', '2027-01-20T17:00'],
  ])('%s is understood', async (name, instant) => {
    expect((await only(`DTSTART;TZID=${name}:20270120T180000`)).start).toEqual(utc(instant))
  })

  test.each([
    'Customized Time Zone',
    'Westeuropäische Zeit',
    // Ambiguous: India, Israel or Ireland; Chicago, China or Cuba; Bangladesh or Britain.
    'IST',
    'CST',
    'BST',
    '"(UTC+01:00) Amsterdam, Berlin, Bern, Rome, Stockholm, Vienna"',
    'SystemV/PST8',
    '__proto__',
    'constructor',
    'Europe/Atlantis',
  ])('%s is not known: the hour stays and is asked for', async (name) => {
    expect((await only(`DTSTART;TZID=${name}:20270120T180000`)).start).toEqual({
      kind: 'local',
      local: '2027-01-20T18:00',
      zoneName: name.replaceAll('"', ''),
    })
  })

  test('every name of the CLDR table is known', async () => {
    const names = table.supplemental.windowsZones.mapTimezones.map(({ mapZone }) => mapZone._other)
    for (const name of new Set(names))
      expect((await only(`DTSTART;TZID="${name}":20270120T180000`)).start?.kind).toBe('instant')
  })

  test('is that of the description in the file where the name alone says nothing', async () => {
    const zone = [
      'BEGIN:VTIMEZONE',
      'TZID:Customized Time Zone',
      'BEGIN:STANDARD',
      'DTSTART:16010101T030000',
      'TZOFFSETFROM:+0200',
      'TZOFFSETTO:+0100',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10',
      'END:STANDARD',
      'BEGIN:DAYLIGHT',
      'DTSTART:16010101T020000',
      'TZOFFSETFROM:+0100',
      'TZOFFSETTO:+0200',
      'RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3',
      'END:DAYLIGHT',
      'END:VTIMEZONE',
    ]
    const at = (time: string) => ['BEGIN:VEVENT', `DTSTART;TZID=Customized Time Zone:${time}`, 'END:VEVENT']
    const starts = (await all(wrap(...zone, ...at('20270120T180000'), ...at('20270720T180000')))).map(
      ({ start }) => start,
    )
    expect(starts).toEqual([utc('2027-01-20T17:00'), utc('2027-07-20T16:00')])
    // Before October 2022 Damascus had winter time at +02:00, so older files still say that.
    const older = zone.map((line) =>
      line
        .replace('Customized Time Zone', 'Syria Standard Time')
        .replace('TZOFFSETFROM:+0200', 'TZOFFSETFROM:+0300')
        .replace('TZOFFSETTO:+0100', 'TZOFFSETTO:+0200'),
    )
    const inDamascus = at('20270120T180000').map((line) =>
      line.replace('Customized', 'Syria Standard').replace('Standard Time Zone', 'Standard Time'),
    )
    expect((await all(wrap(...older, ...inDamascus))).map(({ start }) => start)).toEqual([
      utc('2027-01-20T15:00'),
    ])
    // A damaged zone definition is ignored.
    const damaged = zone.map((line) =>
      line.replace(/^TZOFFSETTO:.*/, 'TZOFFSETTO:x').replace(/^RRULE:.*/, 'RRULE:FREQ=?'),
    )
    const [entry] = await all(wrap(...damaged, ...at('20270120T180000')))
    expect(entry?.start?.kind).toMatch(/local|instant/)
  })

  test.each([
    ['20270120T1800Z', '2027-01-20T18:00'],
    ['2027-01-20T18:00:00Z', '2027-01-20T18:00'],
    ['20270120T180000+0300', '2027-01-20T15:00'],
    ['20270120T240000Z', '2027-01-21T00:00'],
    [' 20270120T180000Z ', '2027-01-20T18:00'],
  ])('the time %s is understood', async (time, instant) => {
    expect((await only(`DTSTART:${time}`)).start).toEqual(utc(instant))
  })

  test.each(['20270230T180000Z', '20270120T990000Z', 'soon', ''])(
    'the time “%s” is said to be left out',
    async (time) => {
      const entry = await only('SUMMARY:x', `DTSTART:${time}`)
      expect(entry).toMatchObject({ title: 'x', start: null })
      expect(entry.unread).toHaveLength(1)
    },
  )
})

describe('the length', () => {
  test.each([
    ['DTSTART:20270120T160000Z', 'DTEND;TZID=Asia/Damascus:20270120T200000', 60],
    ['DTSTART;TZID=America/New_York:20270120T110000', 'DTEND;TZID=Europe/Berlin:20270120T180000', 60],
    ['DTSTART;TZID=W. Europe Standard Time:20270120T180000', 'DTEND:20270120T183000Z', 90],
    // The night when clocks go forward, and the night when they go back.
    ['DTSTART;TZID=Europe/Berlin:20270328T010000', 'DTEND;TZID=Europe/Berlin:20270328T040000', 120],
    ['DTSTART;TZID=Europe/Berlin:20271031T010000', 'DTEND;TZID=Europe/Berlin:20271031T040000', 240],
    ['DTSTART;TZID=Unknown:20270120T180000', 'DTEND;TZID=Unknown:20270120T190000', 60],
    ['DTSTART:20270120T180000', 'DTEND:20270120T190000', 60],
    ['DTSTART:20270120T180000Z', 'DURATION:PT1H30M', 90],
    ['DTSTART:20270120T180000Z', 'DURATION:P1W', 24 * 60],
  ])('%s, %s', async (start, end, minutes) => {
    expect((await only(start, end)).lengthMs).toBe(minutes * 60_000)
  })

  test.each([
    ['DTSTART:20270120T160000Z', 'DTEND;TZID=Unknown:20270120T200000'],
    ['DTSTART:20270120T160000Z', 'DTEND:20270120T150000Z'],
    ['DTSTART:20270120T160000Z', 'DTEND;VALUE=DATE:20270121'],
    ['DTSTART:20270120T160000Z', 'DTEND:later'],
    ['DTSTART:20270120T160000Z', 'DURATION:-PT5M'],
    ['DTSTART:20270120T160000Z', 'DURATION:P'],
  ])('%s, %s says that the end is not understood', async (start, end) => {
    const entry = await only(start, end)
    expect(entry.lengthMs).toBeNull()
    expect(entry.left).toEqual(['end'])
  })

  test('is the time between two instants, whatever zones they are written in', async () => {
    const zones = [
      'Europe/Berlin',
      'Asia/Damascus',
      'America/Toronto',
      'Asia/Kathmandu',
      'Turkey Standard Time',
    ]
    const zone = fc.constantFrom(...zones)
    const minutes = fc.integer({ min: 5, max: 24 * 60 })
    const begins = fc.integer({ min: Date.UTC(2027, 0, 1) / 60_000, max: Date.UTC(2028, 0, 1) / 60_000 })
    const written = (at: number, name: string) => {
      const timeZone = name === 'Turkey Standard Time' ? 'Europe/Istanbul' : name
      const format = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'medium' })
      return `;TZID=${name}:${format.format(at).replace(' ', 'T').replace(/[-:]/g, '')}`
    }
    /** A local time that occurs twice makes the length ambiguous. */
    const isTwice = (at: number, name: string) =>
      [-60, 60].some((aside) => written(at + aside * 60_000, name) === written(at, name))
    await fc.assert(
      fc.asyncProperty(begins, minutes, zone, zone, async (begin, length, first, second) => {
        const [from, to] = [begin * 60_000, (begin + length) * 60_000]
        fc.pre(!isTwice(from, first) && !isTwice(to, second))
        const entry = await only(`DTSTART${written(from, first)}`, `DTEND${written(to, second)}`)
        expect(entry.lengthMs).toBe(length * 60_000)
      }),
    )
  }, 60_000)
})

describe('a damaged line', () => {
  test('costs neither the other entries nor the rest of its own, and is named', async () => {
    const entries = await all(
      wrap(
        'BEGIN:VEVENT',
        'SUMMARY:Good',
        'DTSTART:20270120T160000Z',
        'END:VEVENT',
        'BEGIN:VEVENT',
        'SUMMARY:Other',
        'DTSTART:20270121T160000Z',
        'ATTENDEE;CN="A";X-COMMENT="he said "maybe":mailto:a@b.example',
        'LOCATION:Berlin',
        'END:VEVENT',
      ),
    )
    expect(entries).toHaveLength(2)
    expect(entries[0]).toMatchObject({ title: 'Good', start: utc('2027-01-20T16:00'), left: [] })
    expect(entries[0]?.unread).toBeUndefined()
    expect(entries[1]).toMatchObject({
      title: 'Other',
      start: utc('2027-01-21T16:00'),
      hints: { location: 'Berlin' },
      left: ['people'],
      unread: ['ATTENDEE'],
    })
  })

  test.each([
    ['second line', 'second line'],
    ['سطر ثان بلا طيّ', 'سطر ثان بلا طيّ'],
    ['see you at: the hall', 'see you at: the hall'],
    ['https://example.org/x', 'https://example.org/x'],
    ['Location: behind the market', 'Location: behind the market'],
    ['Summary:', 'Summary:'],
    ['SUMMARY;LANGUAGE="de:x', 'SUMMARY'],
    ['SUMMARY;ALTREP=http://x.example:8080/a:x', 'SUMMARY'],
    [';;;', ';;;'],
    ['-', '-'],
  ])('“%s” is left out and named', async (line, name) => {
    const entry = await only('DTSTART:20270120T160000Z', 'DESCRIPTION:First line', line, 'LOCATION:Berlin')
    expect(entry).toMatchObject({
      statement: 'First line',
      start: utc('2027-01-20T16:00'),
      hints: { location: 'Berlin' },
      unread: [name],
    })
  })

  test('names in small letters are names where the whole entry has them', async () => {
    const [entry] = await all(event('SUMMARY:X', 'LOCATION:Berlin').toLowerCase())
    expect(entry).toMatchObject({ title: 'x', hints: { location: 'berlin' } })
  })

  test('of the beginning still gives its hour', async () => {
    const entry = await only('DTSTART;TZID="Europe/Berlin:20270120T180000')
    expect(entry.start).toEqual(utc('2027-01-20T17:00'))
    expect(entry.unread).toEqual(['DTSTART;TZID="Europe/Berlin:20270120T180000'])
    expect((await only('DTSTART;X="a"b":20270120T180000')).start).toMatchObject({ kind: 'local' })
  })

  test.each([
    ['nothing closes', 'BEGIN:VCALENDAR\nBEGIN:VEVENT\nSUMMARY:x\nDTSTART:20270120T160000Z', 1],
    [
      'an entry is not closed',
      wrap('BEGIN:VEVENT', 'SUMMARY:x', 'BEGIN:VEVENT', 'SUMMARY:x', 'END:VEVENT'),
      2,
    ],
    ['a mail stands around it', `Dear all,\r\n\r\n${event('SUMMARY:x')}\r\nBest, H`, 1],
    ['there is no calendar around it', 'BEGIN:VEVENT\nSUMMARY:x\nEND:VEVENT', 1],
    ['there are two calendars', event('SUMMARY:x') + event('SUMMARY:x'), 2],
    ['an alarm has words of its own', event('BEGIN:VALARM', 'SUMMARY:no', 'END:VALARM', 'SUMMARY:x'), 1],
    ['lines end as on old machines', event('SUMMARY:x').replaceAll('\r\n', '\r'), 1],
    ['it is indented as a whole', event('SUMMARY:x').replace(/^/gm, '   '), 1],
    ['there are blank lines', event('SUMMARY:x').replaceAll('\r\n', '\r\n\r\n'), 1],
    ['parameters are empty', event('SUMMARY;;LANGUAGE=de;:x'), 1],
    ['line ends are doubled', event('SUMMARY:x').replaceAll('\r\n', '\r\r\n'), 1],
  ])('where %s', async (_, text, count) => {
    expect((await all(text)).map(({ title }) => title)).toEqual(Array(count).fill('x'))
  })
})

describe('an entry', () => {
  test('that is one day of a series is shown, with the series or without it', async () => {
    const day = [
      'BEGIN:VEVENT',
      'UID:1',
      'RECURRENCE-ID;TZID=Europe/Berlin:20270120T180000',
      'DTSTART;TZID=Europe/Berlin:20270120T190000',
      'END:VEVENT',
    ]
    const series = ['BEGIN:VEVENT', 'UID:1', 'DTSTART:20270113T170000Z', 'RRULE:FREQ=WEEKLY', 'END:VEVENT']
    expect(await all(wrap(...day))).toMatchObject([
      { start: utc('2027-01-20T18:00'), left: ['one-of-series'] },
    ])
    expect((await all(wrap(...series, ...day))).map(({ left }) => left)).toEqual([
      ['repeats'],
      ['one-of-series'],
    ])
    const withoutStart = day.filter((line) => !line.startsWith('DTSTART'))
    expect(await all(wrap(...withoutStart))).toMatchObject([
      { start: utc('2027-01-20T17:00'), left: ['one-of-series'], hints: { timeZone: 'Europe/Berlin' } },
    ])
  })

  test.each([
    [event('STATUS:CANCELLED')],
    [event('STATUS:Canceled')],
    [wrap('METHOD:CANCEL', 'BEGIN:VEVENT', 'END:VEVENT')],
  ])('that was cancelled says so', async (text) => {
    expect((await all(text))[0]?.left).toEqual(['cancelled'])
  })

  test('of hundreds is read, the coming ones are shown first', async () => {
    const year = (index: number) => 1900 + index
    const entries = await all(
      wrap(
        ...Array.from({ length: 300 }, (_, index) => [
          'BEGIN:VEVENT',
          `DTSTART:${year(index)}0108T090000Z`,
          'END:VEVENT',
        ]).flat(),
      ),
    )
    expect(entries).toHaveLength(300)
    const years = inOrder(entries, Date.UTC(2027, 0, 1)).map(({ start }) =>
      start?.kind === 'instant' ? new Date(start.at).getUTCFullYear() : null,
    )
    expect(years.slice(0, 2)).toEqual([2027, 2028])
    expect(years.slice(173, 175)).toEqual([2026, 2025])
    expect(new Set(years).size).toBe(300)
  })
})

test('an attachment of a megabyte is read in a moment', async () => {
  const lines = Array.from({ length: 20_000 }, () => ` ${'QUJD'.repeat(18)}`)
  const started = performance.now()
  const entry = await only('ATTACH;ENCODING=BASE64;VALUE=BINARY:', ...lines, 'SUMMARY:x')
  expect(entry).toMatchObject({ title: 'x', left: ['files'] })
  // Parsing a line again for each of its parts would take minutes.
  expect(performance.now() - started).toBeLessThan(10_000)
})
