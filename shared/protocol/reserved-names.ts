// Names that no user data may have: those that every object inherits, and those of pages and files beside a city's page.

const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/** `constructor`, `__proto__`, `toString`…: as object keys they would find inherited properties. */
export function isInheritedName(text: string): boolean {
  return inherited.has(text)
}

/** Names used at `/g/<gathering>/<name>`, with or without a suffix such as `.ics`, beside a city's page at `/g/<gathering>/<meeting>`. */
export const namesBesideCities: readonly string[] = [
  'as-it-ran',
  'come',
  'control',
  'export',
  'feed',
  'gathering',
  'host',
  'organize',
  'panic',
  'picture',
  'preview',
  'programme',
  'projector',
  'propose',
  'reply',
  'sitemap',
  'wall',
  'watch',
  'world',
]

/** Ignores case, because a link that differs only in case is misleading too. */
export function isNameBesideCities(text: string): boolean {
  return namesBesideCities.includes(text.toLowerCase())
}
