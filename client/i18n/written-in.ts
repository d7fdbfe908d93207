// The language and direction of a text that people wrote, which may differ from those of the page.
import { type Direction, directionOf, leftToRightLetter, rightToLeftLetter } from './direction.ts'

/** The attributes of the element that holds the text; no `lang` where it is the page's. */
export type WrittenIn = { readonly lang: string | undefined; readonly dir: Direction }

/** Addresses are Latin letters in texts of every language. */
const addresses = /(?:https?:\/\/|www\.)\S+|\S+@\S+/gu
const anyRightToLeft = new RegExp(rightToLeftLetter, 'gu')
const anyLeftToRight = new RegExp(leftToRightLetter, 'gu')

function lettersOf(text: string): { readonly rtl: number; readonly ltr: number } {
  const words = text.replace(addresses, '')
  return { rtl: words.match(anyRightToLeft)?.length ?? 0, ltr: words.match(anyLeftToRight)?.length ?? 0 }
}

/** The direction of most letters, so that a foreign name at the beginning does not turn a text round; null without letters. */
export function writtenDirection(text: string): Direction | null {
  const { rtl, ltr } = lettersOf(text)
  if (rtl === 0 && ltr === 0) return null
  return rtl >= ltr ? 'rtl' : 'ltr'
}

/** A text whose author named its language; the letters decide where none of them can be of that language. */
export function writtenIn(text: string, page: string, declared: string): WrittenIn {
  const { rtl, ltr } = lettersOf(text)
  const dir = directionOf(declared)
  const isPlausible = dir === 'rtl' ? rtl > 0 || ltr === 0 : ltr > 0 || rtl === 0
  if (!isPlausible) return guessedIn(text, page)
  return { lang: declared === page ? undefined : declared, dir }
}

/** A text of unknown language: the letters decide its direction, and `likely` its language among those of that direction. */
export function guessedIn(text: string, page: string, likely: readonly string[] = []): WrittenIn {
  const dir = writtenDirection(text) ?? directionOf(page)
  const fitting = likely.filter((language) => directionOf(language) === dir)
  if (dir === directionOf(page) && (fitting.length === 0 || fitting.includes(page)))
    return { lang: undefined, dir }
  return { lang: fitting[0] ?? (dir === 'rtl' ? 'ar' : 'en'), dir }
}
