// Which of the languages there are a reader gets, by what they chose and what their browser asks for.

/** Of a language (BCP 47 §4.4.1): looking a longer one up would take a time that grows with its square. */
export const longestTag = 35

/**
 * What is chosen, else the first of those asked for that is available, else Arabic. `pt-BR` is content with `pt`, and `ku-Arab-IQ` with
 * `ku-Arab` (RFC 4647 §3.4, lookup).
 */
export function pickAvailable(
  chosen: string | null,
  asked: readonly string[],
  available: readonly string[],
): string {
  return findAvailable(chosen, asked, available) ?? 'ar'
}

/** As `pickAvailable`, but null when none of them is available. */
export function findAvailable(
  chosen: string | null,
  asked: readonly string[],
  available: readonly string[],
): string | null {
  for (const tag of [chosen ?? '', ...asked]) {
    if (tag.length > longestTag) continue
    const subtags = tag.toLowerCase().split('-')
    for (let length = subtags.length; length > 0; length--) {
      const wanted = subtags.slice(0, length).join('-')
      const found = available.find((language) => language.toLowerCase() === wanted)
      if (found !== undefined) return found
    }
  }
  return null
}
