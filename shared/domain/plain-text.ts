// Cleans free text: removes control characters, and invisible characters that make a text look like another.

// Keeps ZWJ (U+200D) where it joins two emoji, and tags in the flags of England, Scotland and Wales. Matches both together with the
// characters before them, because older browsers have no lookbehind.
const emoji = '(?![\u00a9\u00ae])\\p{Extended_Pictographic}'
const joined = new RegExp(
  `(${emoji}[\u{1f3fb}-\u{1f3ff}]?\ufe0f?\u200d(?=${emoji})|\u{1f3f4}\u{e0067}\u{e0062}(?:\u{e0065}\u{e006e}\u{e0067}|\u{e0073}\u{e0063}\u{e0074}|\u{e0077}\u{e006c}\u{e0073})\u{e007f})|[\u200d\u{e0000}-\u{e0fff}]`,
  'gu',
)
// Bidirectional embeddings, overrides and isolates (UAX #9), zero-width spaces and joiners that have no effect in these scripts, soft
// hyphen, byte order mark, interlinear marks, tags. Keeps ZWNJ (U+200C), which Persian and Kurdish need.
const deceiving =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is taken out by itself, also one that combines
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]/gu
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is taken out
const controls = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g

/** For several lines: normalizes line ends to `\n` and removes trailing white space. */
export function cleanText(text: string): string {
  return (
    text
      // Replaces lone surrogates; `toWellFormed` is newer than the oldest supported browser.
      .replace(/\p{Surrogate}/gu, '\ufffd')
      .replace(/\r\n?|\u2028|\u2029/g, '\n')
      .replace(deceiving, '')
      .replace(controls, '')
      .replace(joined, (_, whole: string | undefined) => whole ?? '')
      // Normalizes after removing characters between a letter and its mark, so that cleaning is idempotent.
      .normalize('NFC')
      // Not a regular expression: one that matches white space at a line's end takes quadratic time on long runs.
      .split('\n')
      .map((line) => line.trimEnd())
      .join('\n')
      .trim()
  )
}

/** For one line: replaces every run of white space with one space. */
export function cleanLine(text: string): string {
  return cleanText(text).replace(/\s+/g, ' ').trim()
}
