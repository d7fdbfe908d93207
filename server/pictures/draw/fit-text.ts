// Breaks text into lines and finds the largest size that fits.

/** The width of a text at a size, pixels. */
export type Measure = (text: string, size: number) => number

export type Fitted = { readonly lines: readonly string[]; readonly size: number }

/** As many words per line as fit; a word wider than a line is broken between letters. */
export function breakLines(text: string, size: number, width: number, measure: Measure): string[] {
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/\s+/).filter((part) => part !== '')) {
    const longer = line === '' ? word : `${line} ${word}`
    if (measure(longer, size) <= width) {
      line = longer
      continue
    }
    if (line !== '') lines.push(line)
    const pieces = measure(word, size) <= width ? [word] : breakWord(word, size, width, measure)
    lines.push(...pieces.slice(0, -1))
    line = pieces.at(-1) ?? ''
  }
  return line === '' ? lines : [...lines, line]
}

function breakWord(word: string, size: number, width: number, measure: Measure): string[] {
  const pieces: string[] = []
  let piece = ''
  for (const { segment } of new Intl.Segmenter().segment(word)) {
    if (piece !== '' && measure(piece + segment, size) > width) {
      pieces.push(piece)
      piece = ''
    }
    piece += segment
  }
  return [...pieces, piece]
}

/** The same number of lines, as even in width as possible. */
function balance(text: string, size: number, width: number, measure: Measure): string[] {
  const wide = breakLines(text, size, width, measure)
  let [narrow, enough] = [width / Math.max(1, wide.length), width]
  for (let step = 0; step < 12 && wide.length > 1; step += 1) {
    const middle = (narrow + enough) / 2
    if (breakLines(text, size, middle, measure).length > wide.length) narrow = middle
    else enough = middle
  }
  // Narrower lines may break words that the wide ones did not.
  const even = breakLines(text, size, enough, measure)
  const isWhole = even.every((line) =>
    line.split(' ').every((word) => wide.join(' ').split(' ').includes(word)),
  )
  return isWhole ? even : wide
}

/**
 * The largest size at which the text fits into the box without breaking a word; at the smallest size, text that does not fit is cut with an
 * ellipsis. `leading` is the line height relative to the size.
 */
export function fitText(
  text: string,
  box: {
    readonly width: number
    readonly height: number
    readonly lines: number
    readonly largest: number
    readonly smallest: number
    readonly leading: number
  },
  measure: Measure,
): Fitted {
  const isWhole = (size: number) => text.split(/\s+/).every((word) => measure(word, size) <= box.width)
  for (let size = box.largest; size > box.smallest; size = Math.floor(size * 0.95)) {
    if (!isWhole(size)) continue
    const lines = breakLines(text, size, box.width, measure)
    if (lines.length <= box.lines && lines.length * size * box.leading <= box.height) {
      return { lines: balance(text, size, box.width, measure), size }
    }
  }
  const size = box.smallest
  const most = Math.max(1, Math.min(box.lines, Math.floor(box.height / (size * box.leading))))
  const lines = breakLines(text, size, box.width, measure)
  if (lines.length <= most) return { lines, size }
  return {
    lines: [...lines.slice(0, most - 1), shorten(lines[most - 1] ?? '', size, box.width, measure)],
    size,
  }
}

function shorten(line: string, size: number, width: number, measure: Measure): string {
  const letters = [...new Intl.Segmenter().segment(line)].map(({ segment }) => segment)
  while (letters.length > 1 && measure(`${letters.join('').trimEnd()}…`, size) > width) letters.pop()
  return `${letters.join('').trimEnd()}…`
}
