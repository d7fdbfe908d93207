// The language and direction of text that people wrote, which may differ from the page's.
import { type Direction, directionOf, leftToRightLetter, rightToLeftLetter } from './direction.ts'

/** The attributes of the element that contains the text; `lang` is undefined if it is the page's language. */
export type WrittenIn = { readonly lang: string | undefined; readonly dir: Direction }

/** URLs and e-mail addresses use Latin letters in any language, so they do not count. */
const addresses = /(?:https?:\/\/|www\.)\S+|\S+@\S+/gu
const anyRightToLeft = new RegExp(rightToLeftLetter, 'gu')
const anyLeftToRight = new RegExp(leftToRightLetter, 'gu')

function lettersOf(text: string): { readonly rtl: number; readonly ltr: number } {
  const words = text.replace(addresses, '')
  return { rtl: words.match(anyRightToLeft)?.length ?? 0, ltr: words.match(anyLeftToRight)?.length ?? 0 }
}

/** The direction of most letters, so that a foreign name at the start does not decide it; null without letters. */
export function writtenDirection(text: string): Direction | null {
  const { rtl, ltr } = lettersOf(text)
  if (rtl === 0 && ltr === 0) return null
  return rtl >= ltr ? 'rtl' : 'ltr'
}

/** For a text whose author named its language; ignored if none of its letters fit that language. */
export function writtenIn(text: string, page: string, declared: string): WrittenIn {
  const { rtl, ltr } = lettersOf(text)
  const dir = directionOf(declared)
  const isPlausible = dir === 'rtl' ? rtl > 0 || ltr === 0 : ltr > 0 || rtl === 0
  if (!isPlausible) return guessedIn(text, page)
  return { lang: declared === page ? undefined : declared, dir }
}

/** For a text of unknown language: its letters decide the direction, and `likely` the language among those of that direction. */
export function guessedIn(text: string, page: string, likely: readonly string[] = []): WrittenIn {
  const dir = writtenDirection(text) ?? directionOf(page)
  const fitting = likely.filter((language) => directionOf(language) === dir)
  if (dir === directionOf(page) && (fitting.length === 0 || fitting.includes(page)))
    return { lang: undefined, dir }
  return { lang: fitting[0] ?? (dir === 'rtl' ? 'ar' : 'en'), dir }
}
