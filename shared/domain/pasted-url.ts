// Extracts an address from pasted text: removes the quotation marks and punctuation around it.

/** Marks, in any script, that an address does not end with. Excludes marks that can end an id or a path. */
const isMark = (letter: string) => /[\p{P}\p{S}\s]/u.test(letter) && !/[-/_=&~+*#%@$]/.test(letter)

const openers = new Map([')(', '][', '}{', '><'].map(([last, opener]) => [last, opener] as const))

/** A closing bracket or quotation mark belongs to the address if it was opened within it. */
function isOpened(letters: readonly string[], last: string): boolean {
  const count = (wanted: string) => letters.filter((letter) => letter === wanted).length
  if (last === '"' || last === "'") {
    // A browser escapes a quotation mark in the query, but not in the fragment.
    const escaped = letters.join('').split(last === '"' ? '%22' : '%27').length - 1
    return (count(last) + escaped) % 2 === 0
  }
  const opener = openers.get(last)
  return opener !== undefined && count(opener) >= count(last)
}

/** Removes the punctuation, in any script, that follows an address in a sentence. */
export function withoutEndMarks(address: string): string {
  const letters = [...address]
  for (let last = letters.at(-1); last !== undefined; last = letters.at(-1)) {
    if (!isMark(last) || isOpened(letters, last)) break
    letters.pop()
  }
  return letters.join('')
}

/** Decodes a percent-encoded ending such as `%D8%8C`; null if there is none. Ignores escaped ASCII, which is escaped on purpose. */
function escapedEnd(text: string): { readonly rest: string; readonly letters: string } | null {
  const escaped = /(?:%[89a-f][0-9a-f])+$/i.exec(text)?.[0]
  if (escaped === undefined) return null
  try {
    return { rest: text.slice(0, -escaped.length), letters: decodeURIComponent(escaped) }
  } catch {
    return null
  }
}

/** Trims a cleaned line. Changes nothing between the first and last letter of the address. */
export function trimPasted(text: string): string {
  // Chats use this syntax for `*bold*`, `_slanted_` and `~struck~`.
  const styled = /^([*_~`])(.+)\1$/su.exec(text)?.[2]
  if (styled !== undefined) return trimPasted(styled)
  const start = text.search(/[\p{L}\p{N}]|\[[0-9a-f:.]+\]/iu)
  if (start === -1) return ''
  const trimmed = withoutEndMarks(text.slice(start))
  const end = escapedEnd(trimmed)
  return end !== null && [...end.letters].every(isMark) ? trimPasted(end.rest) : trimmed
}

/**
 * Candidate addresses in a cleaned line, the likeliest first: the whole line, the line without the words before its only address, and
 * without the words after it too.
 */
export function pastedAddresses(line: string): readonly string[] {
  const starts = [...line.matchAll(/https?:\/\//gi)]
  const from = starts.length === 1 ? (starts[0]?.index ?? 0) : 0
  const before = line.slice(0, from)
  // An address inside another one, such as `?u=https://…`, is part of it.
  const isSentence =
    starts.length === 1 &&
    !before.includes('<') &&
    (from === 0 || /(?:[\s([{«“„‚‘]|[^a-z]:|[،。])$/iu.test(before))
  if (!isSentence) return [trimPasted(line)]
  const address = line.slice(from)
  const alone = address.split(/\s/)[0] ?? ''
  return [...new Set([trimPasted(address), trimPasted(alone)])]
}
