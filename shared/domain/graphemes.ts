// Splits text into graphemes (the letters that people see), so that truncated text ends with a whole one.

/** Browsers older than Firefox 125 have no `Intl.Segmenter`. */
type WithSegmenter = { readonly Segmenter?: typeof Intl.Segmenter }

/** Joins marks, variation selectors, skin tones, tags and ZWJ sequences to the letter before them. */
function segmentSimply(text: string): string[] {
  const found: string[] = []
  for (const letter of text) {
    const before = found.at(-1)
    const isJoined =
      before !== undefined &&
      /^(?:\p{M}|[\u200c\u200d]|\p{Emoji_Modifier}|[\u{e0020}-\u{e007f}])/u.test(letter)
    const isFlag = /^\p{Regional_Indicator}$/u.test(letter) && /^\p{Regional_Indicator}$/u.test(before ?? '')
    const isAfterJoiner = before?.endsWith('\u200d') === true && /^\p{Extended_Pictographic}/u.test(letter)
    if (isJoined || isFlag || isAfterJoiner) found[found.length - 1] = before + letter
    else found.push(letter)
  }
  return found
}

export function graphemes(text: string): readonly string[] {
  const { Segmenter } = Intl as WithSegmenter
  if (Segmenter === undefined) return segmentSimply(text)
  return [...new Segmenter().segment(text)].map(({ segment }) => segment)
}

/** The longest prefix of at most `most` UTF-16 units that splits no grapheme. */
export function cutText(text: string, most: number): string {
  if (text.length <= most) return text
  let cut = ''
  // A grapheme has no length limit, so this looks only at the text that fits, and at one grapheme of usual length after it.
  for (const letter of graphemes(text.slice(0, most + 64))) {
    if (cut.length + letter.length > most) break
    cut += letter
  }
  return cut
}
