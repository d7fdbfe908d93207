// Which of many cities play at once: as many as can, those that were wished for first.

/** `wished`: the latest first. In the order of `all`, each once, never more than `most`. */
export function playedTogether(
  all: readonly string[],
  wished: readonly string[],
  most: number,
): readonly string[] {
  const inOrder = new Set([...wished.filter((id) => all.includes(id)), ...all])
  const first = new Set([...inOrder].slice(0, most))
  return all.filter((id) => first.has(id))
}
