// The minutes after an agenda item.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { agendaItemOf } from '#shared/domain/agenda-line.ts'

test.each([
  ['كلمة الافتتاح (15 دقيقة)', 'كلمة الافتتاح', 15],
  ['كلمة الافتتاح (١٥ دقيقة)', 'كلمة الافتتاح', 15],
  ['نداء المدن (٥ دقائق)', 'نداء المدن', 5],
  ['شهادات - ٢٠ د', 'شهادات', 20],
  ['Opening (10 min)', 'Opening', 10],
  ['Opening [10 minutes]', 'Opening', 10],
  ['Opening – 10 min.', 'Opening', 10],
  ['دقيقة صمت', 'دقيقة صمت', null],
  ['A minute of silence', 'A minute of silence', null],
  ['What 20 minutes can change', 'What 20 minutes can change', null],
  ['The year (2018)', 'The year (2018)', null],
  ['(15 min)', '(15 min)', null],
  ['Nothing (0 min)', 'Nothing (0 min)', null],
])('%s', (line, title, minutes) => {
  expect(agendaItemOf(line)).toEqual({ title, minutes })
})

test('any text is an item, in time that does not grow with its blanks', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const { title, minutes } = agendaItemOf(text)
      if (minutes === null) expect(title).toBe(text)
      else expect(minutes).toBeGreaterThan(0)
    }),
  )
  const startedAt = performance.now()
  agendaItemOf(`${'a ('.repeat(50_000)}${' '.repeat(50_000)}`)
  agendaItemOf(`a${' '.repeat(398)}(`)
  expect(performance.now() - startedAt).toBeLessThan(200)
})
