// Names that nobody may give to something of theirs: those that every object inherits, and those of pages and files beside a city's page.

const inherited: ReadonlySet<string> = new Set(Object.getOwnPropertyNames(Object.prototype))

/** `constructor`, `__proto__`, `toString`…: as a key of an object they would find what is not the object's own. */
export function isInheritedName(text: string): boolean {
  return inherited.has(text)
}

/** What stands at `/g/<gathering>/<name>`, with or without a suffix such as `.ics`, where a city's page is `/g/<gathering>/<meeting>`. */
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

/** In small or capital letters: a link that differs in that alone misleads too. */
export function isNameBesideCities(text: string): boolean {
  return namesBesideCities.includes(text.toLowerCase())
}
