import { expect, test } from 'vitest'
import { writtenLines } from '#shared/domain/written-lines.ts'

test('a place in two languages takes a line for each, and one in one language stays whole', () => {
  expect(writtenLines('قاعة بيت الجيران · Neighbours’ House hall')).toEqual([
    'قاعة بيت الجيران',
    'Neighbours’ House hall',
  ])
  expect(writtenLines('Lindenhof 12, rear courtyard')).toEqual(['Lindenhof 12, rear courtyard'])
  expect(writtenLines('Second yard\n  \nRing at “Noor”')).toEqual(['Second yard', 'Ring at “Noor”'])
  expect(writtenLines('')).toEqual([])
})
