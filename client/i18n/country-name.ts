// A country in the reader's words, from the platform's own tables.

/** `countryCode` is ISO 3166-1 alpha-2; an unknown one stands for itself. */
export function countryName(countryCode: string, language: string): string {
  try {
    return new Intl.DisplayNames([language], { type: 'region' }).of(countryCode) ?? countryCode
  } catch {
    return countryCode
  }
}
