import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanLine, cleanText } from '#shared/domain/plain-text.ts'

const hidden = [0xad, 0x34f, 0x61c, 0x200b, 0x200e, 0x200f, 0x202a, 0x202e, 0x2066, 0x2069, 0xfeff, 0xe0041]
const troublesome = fc.string({
  unit: fc.oneof(
    fc.constantFrom(...hidden.map((code) => String.fromCodePoint(code))),
    fc.constantFrom(
      '\u0301',
      '\u0653',
      '\u0627',
      'e',
      ' ',
      '\n',
      '\r',
      '\t',
      '\u2028',
      '\u0000',
      '\u0085',
      '\ud800',
      '\u200c',
      '\u1100',
      '\u1161',
    ),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
  ),
  maxLength: 30,
})

describe('cleaning', () => {
  test('twice is the same as once', () => {
    fc.assert(
      fc.property(troublesome, (text) => void expect(cleanText(cleanText(text))).toBe(cleanText(text))),
      { numRuns: 3000 },
    )
    fc.assert(
      fc.property(troublesome, (text) => void expect(cleanLine(cleanLine(text))).toBe(cleanLine(text))),
      { numRuns: 3000 },
    )
  })

  test('leaves nothing that is not seen or turns the reading around', () => {
    fc.assert(
      fc.property(troublesome, (text) => {
        const clean = cleanText(text)
        for (const code of hidden) expect(clean).not.toContain(String.fromCodePoint(code))
        // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
        expect(clean).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029]/)
        expect(
          clean.replace(
            /\p{Extended_Pictographic}[\u{1f3fb}-\u{1f3ff}]?\ufe0f?\u200d(?=\p{Extended_Pictographic})/gu,
            '',
          ),
        ).not.toContain('\u200d')
        expect(clean.isWellFormed()).toBe(true)
        expect(clean).toBe(clean.normalize('NFC'))
        expect(cleanLine(text)).not.toMatch(/[\n\t]| {2}|^\s|\s$/)
      }),
      { numRuns: 3000 },
    )
  })

  test.each([
    ['أحمد\u202egnp.exe', 'أحمدgnp.exe'],
    ['  two\r\n\r\nlines  \n', 'two\n\nlines'],
    ['می\u200cخواهم', 'می\u200cخواهم'],
    ['e\u200b\u0301', '\u00e9'],
    ['حَلَب', 'حَلَب'],
    ['👋🏽', '👋🏽'],
    ['👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍⚕️ ❤️‍🔥 🏃‍♂️', '👨‍👩‍👧‍👦 🏳️‍🌈 👩🏽‍⚕️ ❤️‍🔥 🏃‍♂️'],
    [
      '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
      '🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f}',
    ],
    ['🏴\u{e0068}\u{e0069}\u{e007f}', '🏴'],
    ['a\u200db \u200d👨 👨\u200d', 'ab 👨 👨'],
    ['👨\u200d\u200d👩', '👨👩'],
    ['أ\u200dب ©\u200d®', 'أب ©®'],
  ])('%j reads %j', (text, clean) => expect(cleanText(text)).toBe(clean))

  test.each(['\t', ' ', ' \n', '\u3000'])(
    'C2: takes no longer than its length warrants for %j, repeated',
    (blank) => {
      const startedAt = performance.now()
      expect(cleanText(`a${blank.repeat(40_000)}b`)).toMatch(/^a\s+b$/)
      expect(performance.now() - startedAt).toBeLessThan(1000)
    },
  )
})
