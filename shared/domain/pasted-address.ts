// An address as people paste it: without the quotation marks and the punctuation of the sentence that it stood in.

/** Marks that an address does not end with, in any script. What may be the end of an id or of a path stays. */
const isMark = (letter: string) => /[\p{P}\p{S}\s]/u.test(letter) && !/[-/_=&~+*#%@$]/.test(letter)

const openers = new Map([')(', '][', '}{', '><'].map(([last, opener]) => [last, opener] as const))

/** A bracket or a quotation mark that was opened within the address belongs to it. */
function isOpened(letters: readonly string[], last: string): boolean {
  const count = (wanted: string) => letters.filter((letter) => letter === wanted).length
  if (last === '"' || last === "'") return count(last) % 2 === 0
  const opener = openers.get(last)
  return opener !== undefined && count(opener) >= count(last)
}

/** The letters that an escaped end of the address stands for, such as `%D8%8C`; null where it ends otherwise. ASCII is escaped on purpose. */
function escapedEnd(text: string): { readonly rest: string; readonly letters: string } | null {
  const escaped = /(?:%[89a-f][0-9a-f])+$/i.exec(text)?.[0]
  if (escaped === undefined) return null
  try {
    return { rest: text.slice(0, -escaped.length), letters: decodeURIComponent(escaped) }
  } catch {
    return null
  }
}

/** Of a cleaned line. Nothing between the first and the last letter of the address changes. */
export function trimPasted(text: string): string {
  // Chats write `*bold*`, `_slanted_` and `~struck~` so.
  const styled = /^([*_~`])(.+)\1$/su.exec(text)?.[2]
  if (styled !== undefined) return trimPasted(styled)
  const start = text.search(/[\p{L}\p{N}]|\[[0-9a-f:.]+\]/iu)
  if (start === -1) return ''
  const letters = [...text.slice(start)]
  for (let last = letters.at(-1); last !== undefined; last = letters.at(-1)) {
    if (!isMark(last) || isOpened(letters, last)) break
    letters.pop()
  }
  const trimmed = letters.join('')
  const end = escapedEnd(trimmed)
  return end !== null && [...end.letters].every(isMark) ? trimPasted(end.rest) : trimmed
}
