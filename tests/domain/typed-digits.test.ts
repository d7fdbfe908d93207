// Digits and whole numbers as people type them.
import { expect, test } from 'vitest'
import { latinDigits, readWhole } from '#shared/domain/typed-digits.ts'

test('Arabic and Persian digits become European ones, and the rest of the text stays', () => {
  expect(latinDigits('٠١٢٣٤٥٦٧٨٩ ۰۱۲۳۴۵۶۷۸۹ a٥:٣٠')).toBe('0123456789 0123456789 a5:30')
})

test.each([
  ['120', 120],
  ['١٢٠', 120],
  ['۲۵۰', 250],
  ['１２０', 120],
  [' 7 ', 7],
  ['1,200', 1200],
  ['1.200', 1200],
  ['1 200', 1200],
  ['1\u00a0200', 1200],
  ['۱٬۲۰۰', 1200],
  ['50.0', 50],
  ['50,00', 50],
  // A form once read the typed 1.5 as fifteen people.
  ['1.5', null],
  ['1,5', null],
  ['١٫٥', null],
  ['50,5', null],
  ['12,34', null],
  ['1,200,5', null],
  ['', null],
  ['-3', null],
  ['12a', null],
  ['1e3', null],
  ['many', null],
  ['12345678901', null],
])('the text %j is the whole number %s', (text, number) => {
  expect(readWhole(text)).toBe(number)
})
