// Detects the encoding of a file by scoring the resulting words, and decodes it.

/** The encodings that an organizer may choose manually; labels of the Encoding Standard, which every browser decodes. */
export const encodings = [
  'utf-8',
  'windows-1256',
  'windows-1252',
  'windows-1254',
  'windows-1250',
  'windows-1251',
  'windows-1253',
  'iso-8859-6',
  'macintosh',
  'utf-16le',
  'utf-16be',
] as const
export type Encoding = (typeof encodings)[number]

/** The single-byte encodings that are detected; on a tie the earlier one wins. */
const recognised: readonly Encoding[] = [
  'windows-1252',
  'windows-1256',
  'windows-1254',
  'windows-1251',
  'iso-8859-6',
  'macintosh',
]

/** Detection reads only this many bytes from the start of a longer file. */
const judgedBytes = 200_000

export function decodeBytes(bytes: Uint8Array, encoding: Encoding): string {
  if (encoding === 'utf-16le' || encoding === 'utf-16be') return decodeUnits(bytes, encoding === 'utf-16be')
  return new TextDecoder(encoding).decode(bytes)
}

/** Keeps unpaired surrogates, which a fold may create; `TextDecoder` would replace each half. */
function decodeUnits(bytes: Uint8Array, bigEndian: boolean): string {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const parts: string[] = []
  for (let at = 0; at + 1 < bytes.length; at += 8192) {
    const units: number[] = []
    for (let unit = at; unit < at + 8192 && unit + 1 < bytes.length; unit += 2)
      units.push(view.getUint16(unit, !bigEndian))
    parts.push(String.fromCharCode(...units))
  }
  return parts.join('').replace(/^\uFEFF/, '')
}

/** Null if the bytes are not text, such as an image or a workbook. */
export function judgeEncoding(bytes: Uint8Array): Encoding | null {
  const sample = bytes.subarray(0, judgedBytes)
  // ZIP archives, including workbooks.
  if (sample[0] === 0x50 && sample[1] === 0x4b && (sample[2] ?? 255) < 8) return null
  const marked = byMark(sample)
  const encoding = marked ?? (sample.includes(0) ? byZeros(sample) : byLetters(sample))
  return encoding !== null && isText(decodeBytes(sample, encoding)) ? encoding : null
}

function byMark([first, second, third]: Uint8Array): Encoding | null {
  if (first === 0xff && second === 0xfe) return 'utf-16le'
  if (first === 0xfe && second === 0xff) return 'utf-16be'
  return first === 0xef && second === 0xbb && third === 0xbf ? 'utf-8' : null
}

/** UTF-16 without a BOM: line ends, blanks and digits have a zero upper byte. Zeros on both sides mean it is not text. */
function byZeros(bytes: Uint8Array): Encoding | null {
  let [even, odd] = [0, 0]
  bytes.forEach((byte, at) => {
    if (byte !== 0) return
    if (at % 2 === 0) even += 1
    else odd += 1
  })
  if (Math.min(even, odd) * 20 > Math.max(even, odd)) return null
  return even > odd ? 'utf-16be' : 'utf-16le'
}

function byLetters(bytes: Uint8Array): Encoding {
  const { whole, broken } = countSequences(bytes)
  // A few damaged characters do not change the encoding of the rest.
  if (broken === 0 || whole > 8 * broken) return 'utf-8'
  let best: { encoding: Encoding; score: number } | null = null
  for (const encoding of recognised) {
    const score = scoreOf(decodeBytes(bytes, encoding), encoding)
    if (best === null || score > best.score) best = { encoding, score }
  }
  return best?.encoding ?? 'windows-1252'
}

/** Counts valid multi-byte sequences of UTF-8, and bytes that belong to none. */
function countSequences(bytes: Uint8Array): { readonly whole: number; readonly broken: number } {
  let [whole, broken] = [0, 0]
  for (let at = 0; at < bytes.length; ) {
    const first = bytes[at] ?? 0
    at += 1
    if (first < 0x80) continue
    const more = first >= 0xf0 && first <= 0xf4 ? 3 : first >= 0xe0 ? 2 : first >= 0xc2 ? 1 : 0
    let found = 0
    while (found < more && ((bytes[at] ?? 0) & 0xc0) === 0x80) {
      found += 1
      at += 1
    }
    if (more > 0 && first <= 0xf4 && found === more) whole += 1
    // The sample may end within a character.
    else if (at < bytes.length || more === 0) broken += 1
  }
  return { whole, broken }
}

const words = /[\p{L}\p{M}\u200e\u200f\ufffd\u0080-\u009f†‡‰‹›¤¦§¨©ª¬®¯°±²³´¶·¸¹º¼½¾†¡¿√≤≥∂∑∏π∫Ω≈∆◊Œ∞¢£¥]+/gu

/** Adds points for plausible words, and subtracts points for implausible ones: two scripts, a capital after a small letter. */
function scoreOf(text: string, encoding: Encoding): number {
  // Typographic signs occur in every language, and other encodings have letters in their place.
  let score = 0.6 * (text.match(/[‘’“”„–—…•€]/g)?.length ?? 0)
  for (const [word] of text.matchAll(words)) {
    const other = word.replace(/[A-Za-z]/g, '')
    // A single character fits every encoding equally well.
    if (other === '' || word.length === 1) continue
    score += scoreWord(word, other, encoding)
  }
  return score
}

function scoreWord(word: string, other: string, encoding: Encoding): number {
  const arabic = other.match(/[\u0621-\u064a\u0671-\u06d3]/g)?.length ?? 0
  const cyrillic = other.match(/\p{Script=Cyrillic}/gu)?.length ?? 0
  const latin = other.match(/\p{Script=Latin}/gu)?.length ?? 0
  const plain = word.length - other.length
  const marks = other.match(/[\u064b-\u0652]/g)?.length ?? 0
  const rest = other.length - arabic - cyrillic - latin - (arabic > 0 ? marks : 0)
  if (rest > 0) return -2 * rest - 1
  const scripts = [arabic, cyrillic, plain + latin].filter((count) => count > 0).length
  if (scripts > 1) return -2 * other.length
  if (/\p{Ll}\p{Lu}/u.test(word)) return -2 * other.length
  if (arabic > 0) return (encoding === 'iso-8859-6' ? 0.85 : 1) * arabic - 0.5 * marks
  // Any Arabic text also decodes to plausible Cyrillic words.
  if (cyrillic > 0) return 0.9 * other.length
  // A word of only accented letters is another alphabet decoded wrongly.
  if (latin > 2 && latin > plain) return -other.length
  return scoreLatin(word, other, encoding)
}

/** Icelandic and Turkish share six bytes; words that combine them with á, æ, ó and the like are Icelandic. */
function scoreLatin(word: string, other: string, encoding: Encoding): number {
  const isIcelandic = encoding === 'windows-1252' && /[ÐÝÞðýþ]/.test(other)
  if (isIcelandic && !/[áæóúíö]/i.test(word)) return 0.5 * other.length
  if (encoding === 'windows-1254' && /[áæóú]/i.test(word) && /[ĞİŞğış]/.test(word)) return 0.5 * other.length
  // Letters that are rare in these languages, but whose bytes are common letters in other encodings.
  const seldom = other.match(/[šžŠŽŸÿƒ]/g)?.length ?? 0
  return other.length - 0.5 * seldom
}

/** Many control characters mean that the file is not text. */
function isText(text: string): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is counted
  const controls = text.match(/[\u0000-\u0008\u000e-\u001a\u001c-\u001f]/g)?.length ?? 0
  return controls * 50 <= text.length
}
