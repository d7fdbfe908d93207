// The direction of a language, and isolating text of one direction inside a sentence of the other.

export type Direction = 'rtl' | 'ltr'

const rightToLeftScripts = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'])

/** Determined by the language's usual script, so that a new language needs no entry here. */
export function directionOf(language: string): Direction {
  const { script } = new Intl.Locale(language).maximize()
  return rightToLeftScripts.has(script ?? '') ? 'rtl' : 'ltr'
}

/** A letter of a right-to-left script, and a letter of any other script. */
export const rightToLeftLetter =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u
export const leftToRightLetter = new RegExp(`(?!${rightToLeftLetter.source})\\p{L}`, 'u')
/** In a right-to-left sentence the groups of a telephone number would be reordered, and its plus sign moved to the other end. */
const telephone = /^(?=.*[+\s])\+?[\d\s()/-]+$/

/**
 * Isolates (UAX #9 §2.4) a text that runs the other way, so that a name cannot reorder the sentence around it. Text of the sentence's own
 * direction is returned unchanged: what is displayed, searched and copied is then exactly what was written.
 */
export function isolate(text: string, within: Direction): string {
  const isOther =
    within === 'rtl' ? leftToRightLetter.test(text) || telephone.test(text) : rightToLeftLetter.test(text)
  return isOther ? `\u2068${text}\u2069` : text
}
