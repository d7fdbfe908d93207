// Cut text ends with a whole grapheme, even without Intl.Segmenter.
import { afterEach, describe, expect, test, vi } from 'vitest'
import { cutText, graphemes } from '#shared/domain/graphemes.ts'

afterEach(() => void vi.unstubAllGlobals())

const letters = ['👨‍👩‍👧‍👦', '🏳️‍🌈', '👋🏽', '🇸🇾', '🇩🇪', 'حَ', 'e\u0301', 'ب', '🎉', '1️⃣', 'a']

describe.each(['with', 'without'])('%s Intl.Segmenter', (which) => {
  const withoutSegmenter = () => {
    if (which === 'without') vi.stubGlobal('Intl', { ...Intl, Segmenter: undefined })
  }

  test('a letter is what people see as one', () => {
    withoutSegmenter()
    expect(graphemes(letters.join(''))).toEqual(letters)
  })

  test('a cut goes through no letter, wherever it falls', () => {
    withoutSegmenter()
    const text = letters.join('')
    const ends = letters.map((_, index) => letters.slice(0, index).join(''))
    for (let most = 0; most < text.length; most += 1) {
      const cut = cutText(text, most)
      expect(ends).toContain(cut)
      expect(cut.length).toBeLessThanOrEqual(most)
    }
    expect(cutText(text, text.length)).toBe(text)
  })
})
