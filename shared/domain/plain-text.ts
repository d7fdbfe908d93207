// Free text as people may write it here: no control characters, and no invisible ones that make a text read as another.

// Bidirectional embeddings, overrides and isolates (UAX #9), zero-width spaces and joiners that draw nothing between these
// scripts, soft hyphen, byte order mark, interlinear marks, tags. ZWNJ (U+200C) stays: Persian and Kurdish need it.
const deceiving =
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: each is taken out by itself, also one that combines
  /[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200d-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb]|[\u{e0000}-\u{e0fff}]/gu
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
