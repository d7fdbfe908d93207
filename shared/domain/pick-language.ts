// Which of the languages there are a reader gets, by what they chose and what their browser asks for.

/** Of a language (BCP 47 §4.4.1): looking a longer one up would take a time that grows with its square. */
const longestTag = 35

/**
 * What is chosen, else the first of those asked for that there is, else Arabic. `pt-BR` is content with `pt`, and `ku-Arab-IQ` with
 * `ku-Arab` (RFC 4647 §3.4, lookup).
 */
export function pickAvailable(
  chosen: string | null,
  asked: readonly string[],
  available: readonly string[],
): string {
  for (const tag of [chosen ?? '', ...asked]) {
    if (tag.length > longestTag) continue
    const subtags = tag.toLowerCase().split('-')
    for (let length = subtags.length; length > 0; length--) {
      const wanted = subtags.slice(0, length).join('-')
      const found = available.find((language) => language.toLowerCase() === wanted)
      if (found !== undefined) return found
    }
  }
  return 'ar'
}
