import { expect, test } from 'vitest'
import { insertedAt, linesOf, moved, without } from '#client/components/form/list-lines.ts'

test('a pasted list becomes its lines, without bullets, numbers and empty ones', () => {
  expect(linesOf('- أول\r\n\n• ثانٍ\n3. ثالث\n٤- رابع\n2018 was a year')).toEqual([
    'أول',
    'ثانٍ',
    'ثالث',
    'رابع',
    '2018 was a year',
  ])
})

test('lines move within the list and never out of it', () => {
  const list = ['a', 'b', 'c']
  expect(moved(list, 0, 2)).toEqual(['b', 'c', 'a'])
  expect(moved(list, 2, 1)).toEqual(['a', 'c', 'b'])
  for (const to of [-1, 3, 0]) expect(moved(list, 0, to)).toBe(list)
})

test('a line taken out is put back where it was', () => {
  const list = ['a', 'b', 'c']
  expect(insertedAt(without(list, 1), 1, ['b'])).toEqual(list)
})
