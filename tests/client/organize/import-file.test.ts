import fc from 'fast-check'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { readFile } from '#client/features/organize/import/import-file.ts'
import { guessPlace } from '#client/features/organize/import/import-place.ts'
import type { Understood } from '#client/features/organize/import/understood.ts'
import { emptyText } from '#shared/domain/gathering.ts'

const wrap = (...lines: string[]) =>
  ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//x//x//EN', ...lines, 'END:VCALENDAR', ''].join('\r\n')
const event = (...lines: string[]) =>
  wrap('BEGIN:VEVENT', 'UID:1', 'DTSTAMP:20260101T000000Z', ...lines, 'END:VEVENT')

async function only(text: string): Promise<Understood> {
  const read = await readFile(text)
  if (!read.ok) throw new Error(read.reason)
  expect(read.entries).toHaveLength(1)
  const [entry] = read.entries
  if (entry === undefined) throw new Error('none')
  return entry
}

describe('a calendar file', () => {
  test('gives its name, words, moment, length and every hint at the place', async () => {
    const entry = await only(
      event(
        'SUMMARY:ملتقى\\, معًا',
        'DESCRIPTION:سطر أول\\nسطر ثان',
        'DTSTART;TZID=Asia/Damascus:20180120T180000',
        'DURATION:PT1H30M',
        'LOCATION:قاعة ٣\\, غازي عنتاب',
        'GEO:37.06;37.38',
      ),
    )
    expect(entry).toEqual({
      title: 'ملتقى, معًا',
      statement: 'سطر أول\nسطر ثان',
      // Damascus was at UTC+2 then.
      start: { kind: 'instant', at: Date.UTC(2018, 0, 20, 16) },
      lengthMs: 5_400_000,
      hints: {
        placeId: null,
        location: 'قاعة ٣, غازي عنتاب',
        point: { latitude: 37.06, longitude: 37.38 },
        timeZone: 'Asia/Damascus',
      },
      left: [],
      cities: [],
      edit: null,
    })
  })

  test('with a zone that only its program knows is read by the clock it brings along', async () => {
    const entry = await only(
      wrap(
        'BEGIN:VTIMEZONE',
        'TZID:Syria Standard Time',
        'BEGIN:STANDARD',
        'DTSTART:16010101T000000',
        'TZOFFSETFROM:+0300',
        'TZOFFSETTO:+0300',
        'END:STANDARD',
        'END:VTIMEZONE',
        'BEGIN:VEVENT',
        'UID:1',
        'DTSTART;TZID=Syria Standard Time:20270120T180000',
        'DTEND;TZID=Syria Standard Time:20270120T200000',
        'END:VEVENT',
      ),
    )
    expect(entry.start).toEqual({ kind: 'instant', at: Date.UTC(2027, 0, 20, 15) })
    expect(entry.lengthMs).toBe(7_200_000)
  })

  test('says what it cannot take: people, series, attachments, days without an hour, what is too long', async () => {
    const entry = await only(
      event(
        `SUMMARY:${'x'.repeat(200)}`,
        'DTSTART;VALUE=DATE:20270120',
        'RRULE:FREQ=WEEKLY',
        'ORGANIZER:mailto:somebody@example.org',
        'ATTENDEE:mailto:canary@example.org',
        'ATTACH:https://example.org/x.pdf',
      ),
    )
    expect(entry.left).toEqual(['repeats', 'people', 'files', 'no-hour', 'cut'])
    expect(entry.start).toEqual({ kind: 'day', day: '2027-01-20' })
    expect(entry.title).toHaveLength(140)
    // A combined emoji that does not fit is removed as a whole.
    const family = await only(event(`SUMMARY:${'x'.repeat(135)}👨‍👩‍👧`, 'DTSTART:20270120T150000Z'))
    expect(family).toMatchObject({ title: 'x'.repeat(135), left: ['cut'] })
    expect(JSON.stringify(entry)).not.toContain('example.org')
    const long = await only(event('DTSTART:20270120T150000Z', 'DTEND:20270127T150000Z'))
    expect(long).toMatchObject({ lengthMs: 86_400_000, left: ['length'] })
  })

  test('keeps the clock’s time where no zone stands beside it, and takes tags out of words', async () => {
    const entry = await only(
      event('DTSTART:20270120T180000', 'DESCRIPTION:<p>One</p><b>Two</b><script>alert(1)</script>'),
    )
    expect(entry.start).toEqual({ kind: 'local', local: '2027-01-20T18:00' })
    expect(entry.statement).not.toContain('<')
    expect(entry.statement).toContain('One\nTwo')
  })
})

describe('a gathering’s export', () => {
  const text = { ...emptyText, title: 'One hour', statement: 'We meet.', goals: ['peace'] }
  const file = {
    format: 'multaqa-gathering',
    version: 1,
    gathering: {
      startsAt: 1_800_000_000_000,
      lengthMs: 3_600_000,
      clockRule: 'same-local-hour',
      leadPlaceId: '314830',
      languages: ['en'],
      texts: { en: text },
    },
    cities: [{ placeId: '2950159', name: 'Berlin' }],
  }

  test('comes whole, with its cities', async () => {
    expect(await only(JSON.stringify(file))).toMatchObject({
      title: 'One hour',
      start: { kind: 'instant', at: 1_800_000_000_000 },
      hints: { placeId: '314830' },
      left: [],
      cities: [{ placeId: '2950159', name: 'Berlin' }],
      edit: { clockRule: 'same-local-hour', languages: ['en'], texts: { en: text } },
    })
  })

  test.each([
    ['another format', { ...file, format: 'x' }],
    ['a wrong place', { ...file, gathering: { ...file.gathering, leadPlaceId: '<script>' } }],
    ['a wrong length', { ...file, gathering: { ...file.gathering, lengthMs: -1 } }],
  ])('with %s is refused', async (_what, wrong) => {
    expect(await readFile(JSON.stringify(wrong))).toEqual({ ok: false, reason: 'not-readable' })
  })
})

describe('whatever the file holds', () => {
  const base = event(
    'SUMMARY:x',
    'DTSTART;TZID=Europe/Berlin:20270120T180000',
    'DTEND:20270120T190000Z',
    'GEO:1;2',
  )
  const pieces = fc.constantFrom(
    'BEGIN:VEVENT',
    'END:VEVENT',
    'BEGIN:VTIMEZONE',
    'DTSTART:',
    'DTSTART;TZID=__proto__:20270120T180000',
    'DTSTART;VALUE=DATE:99999999',
    'DTEND;TZID=:x',
    'DURATION:P',
    'DURATION:-PT5M',
    'GEO:a;b',
    'GEO:1e999;1',
    'RRULE:FREQ=SECONDLY',
    'SUMMARY;LANGUAGE=:\u0000',
    'DESCRIPTION:<p',
    'DTSTART:00000000T000000Z',
    '\t',
    ';',
  )

  test('it is an answer, never an error', async () => {
    const nonsense = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.json(),
      fc.array(pieces, { maxLength: 20 }).map((lines) => wrap(...lines)),
      fc.array(pieces, { maxLength: 20 }).map((lines) => event(...lines)),
      fc
        .tuple(fc.nat(base.length), fc.nat(20), fc.string({ maxLength: 12 }))
        .map(([at, cut, put]) => base.slice(0, at) + put + base.slice(at + cut)),
    )
    let entries = 0
    await fc.assert(
      fc.asyncProperty(nonsense, async (text) => {
        const read = await readFile(text)
        if (!read.ok) return
        entries += read.entries.length
        for (const { start, lengthMs, title } of read.entries) {
          if (start?.kind === 'instant') expect(Number.isFinite(start.at)).toBe(true)
          if (lengthMs !== null) expect(lengthMs).toBeGreaterThanOrEqual(300_000)
          expect(title.length).toBeLessThanOrEqual(140)
        }
      }),
      { numRuns: 300 },
    )
    expect(entries).toBeGreaterThan(30)
  }, 60_000)

  test('too large a file, and one without an entry, say so', async () => {
    expect(await readFile('x'.repeat(2_000_001))).toEqual({ ok: false, reason: 'too-large' })
    expect(await readFile(wrap())).toEqual({ ok: false, reason: 'empty' })
    expect(await readFile('')).toEqual({ ok: false, reason: 'not-readable' })
  })
})

describe('the place', () => {
  const none = { placeId: null, location: null, point: null, timeZone: null }
  const place = (placeId: string, en: string, timeZone: string, latitude: number, longitude: number) => ({
    placeId,
    names: { en },
    countryCode: 'XX',
    latitude,
    longitude,
    timeZone,
    population: 1,
  })
  const berlin = place('1', 'Berlin', 'Europe/Berlin', 52.5, 13.4)
  const other = place('2', 'Berlin', 'America/New_York', 44.5, -71.2)
  afterEach(() => vi.unstubAllGlobals())

  function serve(answers: (query: URLSearchParams) => readonly unknown[]): void {
    vi.stubGlobal('fetch', async (path: string) =>
      Response.json({ places: answers(new URL(path, 'http://x').searchParams) }),
    )
  }

  test('is found by a name in an address, near its point or in its zone', async () => {
    serve((query) => (query.get('q') === 'Berlin' ? [other, berlin] : []))
    const location = 'Hall 3, 12 Long Street, 10115 Berlin'
    const guess = (hints: object) => guessPlace({ ...none, ...hints }, 'en')
    expect(await guess({ location, timeZone: 'Europe/Berlin' })).toEqual({ place: berlin, by: 'name' })
    expect(await guess({ location, point: { latitude: 52.4, longitude: 13.3 } })).toEqual({
      place: berlin,
      by: 'name',
    })
    // A zone that matches no city of that name is the author's, not the meeting's.
    expect(await guess({ location, timeZone: 'Asia/Damascus' })).toEqual({ place: other, by: 'name' })
  })

  test('is guessed from the clock alone when nothing else says it, and is none without any hint', async () => {
    serve((query) => (query.has('zone') ? [berlin] : query.has('q') ? [other] : []))
    expect(await guessPlace({ ...none, location: 'Zoom', timeZone: 'Europe/Berlin' }, 'en')).toEqual({
      place: berlin,
      by: 'clock',
    })
    expect(await guessPlace(none, 'en')).toBeNull()
  })
})
