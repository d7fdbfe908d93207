// Which way a language runs, and text of one direction inside a sentence of the other.

export type Direction = 'rtl' | 'ltr'

const rightToLeftScripts = new Set(['Adlm', 'Arab', 'Hebr', 'Mand', 'Nkoo', 'Rohg', 'Samr', 'Syrc', 'Thaa'])

/** By the script the language is usually written in, so that a new language needs no entry anywhere. */
export function directionOf(language: string): Direction {
  const { script } = new Intl.Locale(language).maximize()
  return rightToLeftScripts.has(script ?? '') ? 'rtl' : 'ltr'
}

/** A letter of a script that runs from right to left, and one of the others. */
export const rightToLeftLetter =
  /[\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}\p{Script=Adlam}]/u
export const leftToRightLetter = new RegExp(`(?!${rightToLeftLetter.source})\\p{L}`, 'u')
/** In a right-to-left sentence a telephone number's groups would change places and its plus would move behind it. */
const telephone = /^(?=.*[+\s])\+?[\d\s()/-]+$/

/**
 * Isolates (UAX #9 §2.4) a text that runs the other way, so that a name cannot turn a sentence round. Text that runs with the sentence
 * stays as it is: then what is shown, searched and copied is what was written.
 */
export function isolate(text: string, within: Direction): string {
  const isOther =
    within === 'rtl' ? leftToRightLetter.test(text) || telephone.test(text) : rightToLeftLetter.test(text)
  return isOther ? `\u2068${text}\u2069` : text
}
