// Folds a name for comparison, so that typing Malmo, ISTANBUL or ادلب finds Malmö, İstanbul and إدلب.

/** Letters that Unicode does not decompose, but that people type as another letter or as two. */
// biome-ignore format: a table
const letterFolds: ReadonlyMap<string, string> = new Map([
  // Latin
  ['ı', 'i'], ['ß', 'ss'], ['æ', 'ae'], ['œ', 'oe'], ['ø', 'o'], ['đ', 'd'], ['ð', 'd'], ['þ', 'th'],
  ['ł', 'l'], ['ħ', 'h'], ['ŧ', 't'], ['ə', 'e'], ['ŋ', 'n'], ['ɛ', 'e'], ['ɔ', 'o'],
  // Greek: the final sigma
  ['ς', 'σ'],
  // Arabic: ta marbuta and alef maqsura, as people often type them; hamza on its own means little
  ['ة', 'ه'], ['ى', 'ي'], ['ء', ''], ['ٱ', 'ا'], ['ـ', ''],
  // Persian, Urdu and Kurdish letters, mapped to Arabic ones
  ['ی', 'ي'], ['ې', 'ي'], ['ێ', 'ي'], ['ے', 'ي'], ['ک', 'ك'], ['گ', 'ك'], ['ہ', 'ه'], ['ھ', 'ه'], ['ە', 'ه'],
  ['ۀ', 'ه'], ['پ', 'ب'], ['چ', 'ج'], ['ژ', 'ز'], ['ڤ', 'ف'], ['ۆ', 'و'], ['ۇ', 'و'], ['ڕ', 'ر'], ['ڵ', 'ل'],
])

/**
 * Drops accents, tashkeel, niqqud, and the hamza above and below (which decomposition splits off). Keeps the marks of Indic and Thai
 * scripts, because they are vowels.
 */
const droppedMarks = /(?=\p{M})[\p{Script=Inherited}\p{Script=Arabic}\p{Script=Hebrew}\p{Script=Cyrillic}]/gu

/**
 * Apostrophes, the ʿayn and hamza of romanisations (Za‘atari, Dar'a), and invisible characters. They are removed without splitting the
 * word.
 */
const droppedWithin = /['`‘’‛ʻʼʽʾʿˈ′＇\p{Cf}]/gu

const notLetterOrDigit = /[^\p{L}\p{M}\p{N}]+/gu

/**
 * One comparable form of a name in any script: lower case, no accents or tashkeel, one kind of alef, words separated by one space.
 * Idempotent. For comparison only; never shown.
 */
export function foldName(text: string): string {
  // Decomposes twice: compatibility letters hide capitals (ℌ), and some capitals become composed small letters. Removes the spacing acute
  // first, because its decomposition leaves a space.
  const decomposed = text.replaceAll('´', '').normalize('NFKD').toLowerCase().normalize('NFKD')
  let folded = ''
  for (const letter of decomposed.replace(droppedWithin, '').replace(droppedMarks, '')) {
    folded += letterFolds.get(letter) ?? asciiDigit(letter)
  }
  return folded.replace(notLetterOrDigit, ' ').trim().normalize('NFC')
}

/** Arabic-Indic (٣) and extended Arabic-Indic (۳) digits become ASCII digits; everything else is unchanged. */
function asciiDigit(letter: string): string {
  const code = letter.charCodeAt(0)
  if (code >= 0x660 && code <= 0x669) return String(code - 0x660)
  if (code >= 0x6f0 && code <= 0x6f9) return String(code - 0x6f0)
  return letter
}

/** Whether every word of the query is a prefix of a word of the name. Good enough for filtering a list that is already on screen. */
export function nameMatches(name: string, query: string): boolean {
  const words = foldName(name).split(' ')
  return foldName(query)
    .split(' ')
    .every((wanted) => words.some((word) => word.startsWith(wanted) || word.startsWith(`ال${wanted}`)))
}
