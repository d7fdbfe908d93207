// Which of many cities play at once: as many as allowed, requested ones first.

/** `wished`: latest first. The result is in the order of `all`, without duplicates, and has at most `most` items. */
export function playedTogether(
  all: readonly string[],
  wished: readonly string[],
  most: number,
): readonly string[] {
  const inOrder = new Set([...wished.filter((id) => all.includes(id)), ...all])
  const first = new Set([...inOrder].slice(0, most))
  return all.filter((id) => first.has(id))
}
