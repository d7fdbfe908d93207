// Formatting of iCalendar lines: escaping, omitted characters, and folding of long lines (RFC 5545, RFC 7986).
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { foldLines } from '#server/calendar/fold-lines.ts'
import { type Entry, writeCalendar } from '#server/calendar/icalendar.ts'

const words = (text: string) => ({ text, language: 'en' })
const entry: Entry = {
  uid: 'meeting@multaqa',
  sequence: 3,
  changedAt: Date.UTC(2026, 0, 18, 15),
  when: { kind: 'instant', from: Date.UTC(2026, 0, 20, 15), to: Date.UTC(2026, 0, 20, 17) },
  status: 'CONFIRMED',
  isBusy: true,
  summary: words('One hour'),
  description: words('We meet.'),
  location: null,
  point: null,
  url: 'https://example.org/g/one-hour',
  categories: [],
  conferences: [],
  partOf: null,
  alarmsMinutes: [],
}

/** The unfolded lines of a calendar with one entry. */
function linesWith(more: Partial<Entry>, name = 'Multaqa'): string[] {
  const text = writeCalendar({
    name: words(name),
    source: 'https://example.org/calendar.ics',
    refreshMinutes: 60,
    changedAt: entry.changedAt,
    timeZones: [],
    entries: [{ ...entry, ...more }],
  })
  return text.replaceAll('\r\n ', '').split('\r\n')
}
const lineOf = (property: string, lines: readonly string[]) =>
  lines.filter((line) => line.startsWith(property))

describe('a text', () => {
  test.each([
    ['a semicolon', 'tea; bread', 'tea\\; bread'],
    ['a comma', 'tea, bread', 'tea\\, bread'],
    ['a backslash', 'tea\\bread', 'tea\\\\bread'],
    ['each of several', ';;,,\\\\', '\\;\\;\\,\\,\\\\\\\\'],
    ['a line feed', 'tea\nbread', 'tea\\nbread'],
    ['CR LF as one new line', 'tea\r\nbread', 'tea\\nbread'],
    ['a bare CR', 'tea\rbread', 'tea\\nbread'],
    ['two bare CRs', 'tea\r\rbread', 'tea\\n\\nbread'],
    ['other controls, which are left out', 'tea\u0000\u0007\u000b\u001b\u001f\u007fbread', 'teabread'],
    ['a tab and quotes, which stay', 'tea\t"bread"', 'tea\t"bread"'],
  ])('with %s', (_what, text, written) => {
    const lines = linesWith(
      {
        summary: words(text),
        description: words(text),
        location: words(text),
        categories: [words(text)],
      },
      text,
    )
    for (const property of ['SUMMARY', 'DESCRIPTION', 'LOCATION', 'CATEGORIES', 'NAME']) {
      expect(lineOf(`${property};`, lines)).toEqual([`${property};LANGUAGE=en:${written}`])
    }
    expect(lineOf('X-WR-CALNAME', lines)).toEqual([`X-WR-CALNAME:${written}`])
  })

  test('cannot end its line and begin another property', () => {
    const lines = linesWith({
      summary: words('One hour\r\nATTENDEE:mailto:a@example.org\rORGANIZER:x\nURL:y'),
    })
    expect(lineOf('ATTENDEE', lines)).toEqual([])
    expect(lineOf('ORGANIZER', lines)).toEqual([])
    expect(lineOf('URL', lines)).toEqual(['URL:https://example.org/g/one-hour'])
  })
})

describe('the label of a stream', () => {
  test.each([
    ['quotes become apostrophes', 'the "old" hall', "the 'old' hall"],
    ['new lines and tabs become blanks', 'the\nold\r\nhall\there', 'the old  hall here'],
    ['controls are left out', 'the\u0007 hall\u007f', 'the hall'],
    ['colons, semicolons and commas stay, for they are quoted', 'hall: a; b, c', 'hall: a; b, c'],
  ])('%s', (_what, label, written) => {
    const uri = 'https://example.org/a;b,c'
    const lines = linesWith({ conferences: [{ uri, label: words(label), features: ['AUDIO', 'VIDEO'] }] })
    expect(lineOf('CONFERENCE', lines)).toEqual([
      `CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO;LABEL="${written}";LANGUAGE=en:${uri}`,
    ])
  })
})

describe('an entry', () => {
  test('says when it is as an instant, or by a clock of a zone', () => {
    const local = {
      kind: 'local',
      timeZone: 'Europe/Berlin',
      from: '2026-01-20T16:00',
      to: '2026-01-20T18:00',
    } as const
    const times = (lines: readonly string[]) => [...lineOf('DTSTART', lines), ...lineOf('DTEND', lines)]
    expect(times(linesWith({}))).toEqual(['DTSTART:20260120T150000Z', 'DTEND:20260120T170000Z'])
    expect(times(linesWith({ when: local }))).toEqual([
      'DTSTART;TZID=Europe/Berlin:20260120T160000',
      'DTEND;TZID=Europe/Berlin:20260120T180000',
    ])
  })

  test('says when it was revised, what it is part of, and whether it takes up time', () => {
    const lines = linesWith({ partOf: 'gathering@multaqa' })
    expect(lineOf('DTSTAMP', lines)).toEqual(['DTSTAMP:20260118T150000Z'])
    expect(lineOf('SEQUENCE', lines)).toEqual(['SEQUENCE:3'])
    expect(lineOf('RELATED-TO', lines)).toEqual(['RELATED-TO;RELTYPE=PARENT:gathering@multaqa'])
    expect(lineOf('TRANSP', lines)).toEqual(['TRANSP:OPAQUE'])
    const idle = linesWith({ isBusy: false })
    expect([...lineOf('TRANSP', idle), ...lineOf('RELATED-TO', idle)]).toEqual(['TRANSP:TRANSPARENT'])
  })

  test.each([[[]], [[10]], [[1440, 30]]])(
    'with alarms %j before it has every property before the alarms',
    (alarmsMinutes) => {
      const lines = linesWith({ alarmsMinutes, point: { latitude: 52.52, longitude: 13.4 } })
      expect(lineOf('TRIGGER', lines)).toEqual(
        alarmsMinutes.map((minutes) =>
          expect.stringMatching(`^TRIGGER:-P.*${minutes === 1440 ? '1D' : `${minutes}M`}`),
        ),
      )
      expect(lineOf('BEGIN:VALARM', lines)).toHaveLength(alarmsMinutes.length)
      expect(lineOf('END:VALARM', lines)).toHaveLength(alarmsMinutes.length)
      const begin = lines.indexOf('BEGIN:VEVENT')
      const end = lines.indexOf('END:VEVENT')
      const alarms = lines.indexOf('BEGIN:VALARM')
      const body = lines.slice(begin + 1, alarms === -1 ? end : alarms)
      for (const property of ['UID:', 'GEO:', 'URL:', 'LAST-MODIFIED:', 'STATUS:', 'SUMMARY;']) {
        expect(body.filter((line) => line.startsWith(property))).toHaveLength(1)
      }
      expect(lines.slice(end)).toEqual(['END:VEVENT', 'END:VCALENDAR', ''])
      if (alarms !== -1) expect(lines[end - 1]).toBe('END:VALARM')
    },
  )
})

describe('folding', () => {
  /** Characters of one to four octets, and a lone surrogate. */
  const characters = fc.constantFrom('a', ' ', '~', 'é', 'ب', '߿', 'ࠀ', '€', '\uffff', '😀', '𐀀', '\ud83d')
  // Long enough to be folded several times, whatever the characters.
  const long = fc.array(characters, { minLength: 160, maxLength: 400 }).map((all) => all.join(''))
  const decoded = (line: string) => Buffer.from(line, 'utf8').toString('utf8')

  test('of a long line leaves none with more than 75 octets, cuts no character, and loses nothing', () => {
    fc.assert(
      fc.property(long, (line) => {
        const folded = foldLines([line])
        expect(folded.endsWith('\r\n')).toBe(true)
        const pieces = folded.slice(0, -2).split('\r\n')
        expect(pieces.length).toBeGreaterThan(2)
        for (const piece of pieces) expect(Buffer.byteLength(piece)).toBeLessThanOrEqual(75)
        for (const piece of pieces.slice(1)) expect(piece.startsWith(' ')).toBe(true)
        // Each line is full: the first character of the next one would not have fit.
        for (const [index, piece] of pieces.slice(0, -1).entries()) {
          const [next = ''] = [...(pieces[index + 1] ?? '').slice(1)]
          expect(Buffer.byteLength(piece) + Buffer.byteLength(next)).toBeGreaterThan(75)
        }
        const unfolded = pieces.map((piece, index) => (index === 0 ? piece : piece.slice(1)))
        // No piece ends within a character: decoded separately, the pieces give the same text.
        expect(unfolded.map(decoded).join('')).toBe(decoded(line))
        expect(unfolded.join('')).toBe(line)
      }),
    )
  })

  test.each([
    [75, 1],
    [76, 2],
    [75 + 74, 2],
    [75 + 75, 3],
  ])('of %i octets gives %i lines', (octets, lines) => {
    expect(foldLines(['x'.repeat(octets)]).split('\r\n')).toHaveLength(lines + 1)
  })

  test('ends every line with CR LF', () => {
    expect(foldLines(['BEGIN:VCALENDAR', 'END:VCALENDAR'])).toBe('BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n')
  })
})
