import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fitText } from '#server/pictures/draw/fit-text.ts'

/** Measures as if every letter were half as wide as it is high. */
const measure = (text: string, size: number) => [...text].length * size * 0.5
const box = { width: 600, height: 300, lines: 3, largest: 100, smallest: 30, leading: 1.1 }

describe('text in a box', () => {
  test('never leaves it, and loses no letter unless it is cut, which it says', () => {
    const words = fc.array(
      fc.string({ unit: fc.constantFrom('a', 'ب', 'é', '日'), minLength: 1, maxLength: 60 }),
      {
        minLength: 1,
        maxLength: 40,
      },
    )
    fc.assert(
      fc.property(words, (list) => {
        const text = list.join(' ')
        const { lines, size } = fitText(text, box, measure)
        expect(lines.length).toBeLessThanOrEqual(box.lines)
        expect(lines.length * size * box.leading).toBeLessThanOrEqual(box.height)
        for (const line of lines) expect(measure(line, size)).toBeLessThanOrEqual(box.width)
        const shown = lines.join('').replaceAll(' ', '')
        if (!shown.endsWith('…')) expect(shown).toBe(list.join(''))
        else expect(list.join('').startsWith(shown.slice(0, -1))).toBe(true)
      }),
    )
  })

  test('is as large as it can be, breaks no word while it can shrink, and is even over its lines', () => {
    expect(fitText('short', box, measure)).toEqual({ lines: ['short'], size: 100 })
    expect(fitText('unbreakablelong', box, measure).lines).toEqual(['unbreakablelong'])
    const { lines } = fitText('one two three four five six', box, measure)
    const lengths = lines.map((line) => line.length)
    expect(Math.max(...lengths) - Math.min(...lengths)).toBeLessThanOrEqual(6)
  })
})
