// How a list of lines changes under the hand: pasted text becomes several, rows move, leave and come back.

/** Bullets and numbers that come along when a list is pasted from elsewhere. */
const marks = /^\s*(?:[-*•·–—▪◦]|[0-9٠-٩۰-۹]{1,3}\s*[.)\-–])\s+/u

/** The lines of a pasted text that say something, without their bullets. */
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

/** The same list when the step leads out of it. */
export function moved<Item>(items: readonly Item[], from: number, to: number): readonly Item[] {
  const item = items[from]
  if (item === undefined || to < 0 || to >= items.length || from === to) return items
  return insertedAt(without(items, from), to, [item])
}
