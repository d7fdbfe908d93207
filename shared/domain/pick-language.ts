// Picks one of the available languages for a reader, by their choice and their browser's languages.

/** The longest language tag accepted (BCP 47 §4.4.1): lookup takes quadratic time in the tag's length. */
export const longestTag = 35

/**
 * The chosen language, or the first requested one that is available, or Arabic. `pt-BR` falls back to `pt`, and `ku-Arab-IQ` to `ku-Arab`
 * (RFC 4647 §3.4, lookup).
 */
export function pickAvailable(
  chosen: string | null,
  asked: readonly string[],
  available: readonly string[],
): string {
  return findAvailable(chosen, asked, available) ?? 'ar'
}

/** Like `pickAvailable`, but null if none is available. */
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
