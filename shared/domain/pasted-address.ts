// An address as people paste it: without the quotation marks and the punctuation of the sentence that it stood in.

/** Marks that an address does not end with, in any script. What may be the end of an id or of a path stays. */
const isMark = (letter: string) => /[\p{P}\p{S}\s]/u.test(letter) && !/[-/_=&~+*#%@$]/.test(letter)

const openers = new Map([')(', '][', '}{', '><'].map(([last, opener]) => [last, opener] as const))

/** A bracket or a quotation mark that was opened within the address belongs to it. */
function isOpened(letters: readonly string[], last: string): boolean {
  const count = (wanted: string) => letters.filter((letter) => letter === wanted).length
  if (last === '"' || last === "'") {
    // A browser escapes one that stands in the query, and leaves one in the fragment.
    const escaped = letters.join('').split(last === '"' ? '%22' : '%27').length - 1
    return (count(last) + escaped) % 2 === 0
  }
  const opener = openers.get(last)
  return opener !== undefined && count(opener) >= count(last)
}

/** Without the punctuation, of any script, that follows an address in a sentence. */
export function withoutEndMarks(address: string): string {
  const letters = [...address]
  for (let last = letters.at(-1); last !== undefined; last = letters.at(-1)) {
    if (!isMark(last) || isOpened(letters, last)) break
    letters.pop()
  }
  return letters.join('')
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
  const trimmed = withoutEndMarks(text.slice(start))
  const end = escapedEnd(trimmed)
  return end !== null && [...end.letters].every(isMark) ? trimPasted(end.rest) : trimmed
}

/**
 * What a cleaned line may hold of an address, the likeliest first: the whole line, without the words before the only address in it, and
 * without those behind it as well.
 */
export function pastedAddresses(line: string): readonly string[] {
  const starts = [...line.matchAll(/https?:\/\//gi)]
  const from = starts.length === 1 ? (starts[0]?.index ?? 0) : 0
  const before = line.slice(0, from)
  // An address within another one, such as `?u=https://…`, is a part of it.
  const isSentence =
    starts.length === 1 &&
    !before.includes('<') &&
    (from === 0 || /(?:[\s([{«“„‚‘]|[^a-z]:|[،。])$/iu.test(before))
  if (!isSentence) return [trimPasted(line)]
  const address = line.slice(from)
  const alone = address.split(/\s/)[0] ?? ''
  return [...new Set([trimPasted(address), trimPasted(alone)])]
}
