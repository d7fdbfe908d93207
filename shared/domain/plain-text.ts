// Free text as people may write it here: no control characters, and no invisible ones that make a text read as another.

// ZWJ (U+200D) stays where it makes one emoji of two, and tags where they make the flags of England, Scotland and Wales; both are matched
// together with what must stand before them, because older browsers have no lookbehind.
const emoji = '(?![\u00a9\u00ae])\\p{Extended_Pictographic}'
const joined = new RegExp(
  `(${emoji}[\u{1f3fb}-\u{1f3ff}]?\ufe0f?\u200d(?=${emoji})|\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f})|[\u200d\u{e0000}-\u{e0fff}]`,
  'gu',
)
// Bidirectional embeddings, overrides and isolates (UAX #9), zero-width spaces and joiners that draw nothing between these
// scripts, soft hyphen, byte order mark, interlinear marks, tags. ZWNJ (U+200C) stays: Persian and Kurdish need it.
const deceiving =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is taken out by itself, also one that combines
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/** Several lines: line ends become `\n`, trailing blanks go. */
export function cleanText(text: string): string {
  return (
    text
      // A half of a surrogate pair by itself; `toWellFormed` is newer than the oldest browser we serve.
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .replace(/\r\n?|\u2028|\u2029/g, '\n')
      .replace(deceiving, '')
      .replace(controls, '')
      .replace(joined, (_, whole: string | undefined) => whole ?? '')
      // After taking out what stood between a letter and its mark, so that cleaning twice changes nothing.
      .normalize('NFC')
      // No regular expression: one that looks for blanks at a line's end takes quadratic time on a long run of blanks.
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trim()
  )
}

/** One line: every run of white space becomes one blank. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}
