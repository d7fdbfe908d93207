// Operations on a list of lines: split pasted text, move, remove and insert lines.

/** Bullets and numbers that are pasted along with a list. */
const marks = /^\s*(?:[-*•·–—▪◦]|[0-9٠-٩۰-۹]{1,3}\s*[.)\-–])\s+/u

/** The non-empty lines of a pasted text, without their bullets. */
export function linesOf(text: string): readonly string[] {
  return text
    .split(/\r\n?|\n|\u2028|\u2029/)
    .map((line) => line.replace(marks, '').trim())
    .filter((line) => line !== '')
}

export function insertedAt<Item>(
  items: readonly Item[],
  index: number,
  added: readonly Item[],
): readonly Item[] {
  return [...items.slice(0, index), ...added, ...items.slice(index)]
}

export function without<Item>(items: readonly Item[], index: number): readonly Item[] {
  return items.filter((_, at) => at !== index)
}

/** Returns the same list if the target is outside it. */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const item = items[from]
  if (item === undefined || to < 0 || to >= items.length || from === to) return items
  return insertedAt(without(items, from), to, [item])
}
