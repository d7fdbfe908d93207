// The interface's texts in the language of a test, so that a story presses "I’ll be there" and not a class name.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileCatalog } from '#client/i18n/compile-messages.ts'
import { createI18n, type I18n } from '#client/i18n/i18n.ts'

/** The raw messages, by key. */
export function catalogOf(language: 'ar' | 'en'): Readonly<Record<string, string>> {
  const file = join(import.meta.dirname, '..', '..', 'client', 'i18n', 'messages', `${language}.json`)
  return JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>
}

export function wordsOf(language: 'ar' | 'en'): I18n {
  return createI18n(language, compileCatalog(catalogOf(language)))
}
