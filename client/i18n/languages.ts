// The languages there are: one file each in `messages/`, loaded when chosen. Adding a file adds the language.
import { pickAvailable } from '#shared/domain/pick-language.ts'
import type { Messages } from './i18n.ts'

const files = import.meta.glob<Messages>('./messages/*.json', { import: 'default' })

const loaders = new Map(
  Object.entries(files).map(([path, load]) => [path.replace(/^.*\/|\.json$/g, ''), load]),
)

/** Tags, Arabic first. */
export const languages: readonly string[] = [...loaders.keys()].sort((a, b) =>
  a === 'ar' ? -1 : b === 'ar' ? 1 : a.localeCompare(b),
)

export function loadMessages(language: string): Promise<Messages> {
  const load = loaders.get(language)
  if (load === undefined) throw new Error(`no messages for ${language}`)
  return load()
}

/** What a language calls itself, or what the reader's language calls it. */
export function languageName(language: string, inLanguage = language): string {
  return new Intl.DisplayNames([inLanguage], { type: 'language' }).of(language) ?? language
}

/** Of the languages there are: see `pickAvailable`. */
export function pickLanguage(
  chosen: string | null,
  asked: readonly string[],
  available: readonly string[] = languages,
): string {
  return pickAvailable(chosen, asked, available)
}
