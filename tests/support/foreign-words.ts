// Finds English left in another language's messages, and left-to-right text that a right-to-left sentence would reorder.
import { parse, type Token } from '@messageformat/parser'
import { directionOf } from '#client/i18n/direction.ts'

/** Proper names, keyboard keys, file formats and commands: written in Latin letters in every language. */
const everywhere = new Set(
  (
    'GeoNames CC BY Natural Earth Multaqa Chrome Edge Samsung Internet Firefox Safari iPhone Tor Page Up Down Enter Alt Escape Home ' +
    'npm run claim multaqa panic link PUBLIC_URL JavaScript Markdown CSV JSON ics m3u8 HLS https QR A4 IP UTC ISO UTF ' +
    'BigBlueButton Jitsi Owncast PeerTube YouTube Vimeo Twitch Facebook Aleppo Halep Antep Malmö'
  ).split(' '),
)

/** The texts between a message's values, each case of a plural or a select separately. */
export function textsOf(message: string): string[] {
  const texts: string[] = []
  const visit = (tokens: readonly Token[]): void => {
    let text = ''
    for (const token of tokens) {
      if (token.type === 'content') text += token.value
      // Inserted values are isolated (bidi); a number acts like a letter on its neighbours.
      else text += '\u2068\u2069'
      if ('cases' in token) for (const one of token.cases) visit(one.tokens)
    }
    texts.push(text)
  }
  visit(parse(message))
  return texts
}

function isLatin(language: string): boolean {
  return new Intl.Locale(language).maximize().script === 'Latn'
}

/** English words in this language's text; null when there are none. Languages in Latin script are compared as a whole. */
export function findEnglish(language: string, text: string, english: string | undefined): string | null {
  if (language === 'en') return null
  const words = textsOf(text).flatMap((part) => part.match(/\p{Script=Latin}[\p{Script=Latin}\d_]*/gu) ?? [])
  const foreign = words.filter((word) => word.length > 1 && !everywhere.has(word))
  if (isLatin(language)) return text === english && foreign.length > 0 ? foreign.join(' ') : null
  return foreign.length > 0 ? foreign.join(' ') : null
}

/** Grouped numbers, and Latin words that begin with a sign: a right-to-left sentence reorders their parts. */
const reordered = [
  /[+#]?\d+(?:[\s,:/-]+\d+)+[+#]?/gu,
  /(?<![\p{Script=Latin}\d][\s/_.-]*)(?:[.+#@/]|-{1,2})\p{Script=Latin}[\p{Script=Latin}\d]*/gu,
]
/** Directional marks and isolates that preserve the written order (UAX #9). */
const kept = /[\u200e\u2066\u2068][^\u200e\u2069]*[\u200e\u2069]/gu

/** Parts of a right-to-left text that are displayed in another order than written, such as “(.ics)” and “+49 30 12”. */
export function findReordered(language: string, text: string): string[] {
  if (directionOf(language) !== 'rtl') return []
  return textsOf(text).flatMap((part) => {
    const open = part.replaceAll(kept, '\u2068\u2069')
    return reordered.flatMap((pattern) => open.match(pattern) ?? [])
  })
}
