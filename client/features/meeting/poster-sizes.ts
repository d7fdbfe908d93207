// Computes the font sizes of a poster, in hundredths of its width, so that all texts fit on one sheet.

/** Sizes of: the sheet; the bands of the other cities; the text column; the text beside the code. */
const sheetHeight = 141.4
const bandsHeight = 22.6
const column = 79
const besideCode = 57
/** Width of the widest letters, relative to the font size. */
const letterWidth = 0.53
const [largestName, smallestName] = [29, 6]
const nameLine = 1.1
/** Height of the sky part without title and name: padding, time, date and number of cities. */
const skyWords = 39
/** Height of the invitation part without slogan and address. */
const [callWords, leastCall] = [21, 40.3]

export type PosterSizes = {
  readonly title: number
  readonly name: number
  readonly slogan: number
  /** The maximum number of lines for the venue and for the address, each. */
  readonly addressLines: number
}

/** The number of lines that the text needs; words longer than a line are broken. */
function linesOf(text: string, size: number, width: number): number {
  const most = Math.max(1, Math.floor(width / (size * letterWidth)))
  let lines = 1
  let used = 0
  for (const { length } of text.split(/\s+/).filter((word) => word !== '')) {
    if (used > 0 && used + 1 + length > most) {
      lines += 1
      used = 0
    }
    lines += Math.ceil(length / most) - 1
    used = length > most ? length % most : used + (used > 0 ? 1 : 0) + length
  }
  return lines
}

export function posterSizes(words: {
  readonly title: string
  readonly city: string
  readonly slogan: string
  readonly venue: string
  readonly address: string
}): PosterSizes {
  const title = words.title.length > 60 ? 3.2 : 4.4
  const slogan = words.slogan.length > 120 ? 3.2 : words.slogan.length > 60 ? 4.6 : 6
  const addressLines = words.slogan.length > 120 ? 2 : 3
  const sloganHeight = words.slogan === '' ? 0 : linesOf(words.slogan, slogan, column) * slogan * 1.15
  const addressHeight = [words.venue, words.address]
    .filter((text) => text !== '')
    .reduce((sum, text) => sum + Math.min(addressLines, linesOf(text, 3.1, besideCode)) * 4.4, 0)
  const call = Math.max(leastCall, callWords + sloganHeight + addressHeight)
  const room = sheetHeight - bandsHeight - call - skyWords - linesOf(words.title, title, column) * title * 1.3
  let name = largestName
  while (name > smallestName && !fits(words.city, name, room)) name -= 0.5
  return { title, name, slogan, addressLines }
}

function fits(city: string, size: number, room: number): boolean {
  const longest = Math.max(1, ...city.split(/\s+/).map((word) => word.length))
  return longest * letterWidth * size <= column && linesOf(city, size, column) * size * nameLine <= room
}
