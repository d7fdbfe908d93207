// What the interface says, in a test's own language: so that a story presses "I’ll be there" and not a class name.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { compileCatalog } from '#client/i18n/compile-messages.ts'
import { createI18n, type I18n } from '#client/i18n/i18n.ts'

export function wordsOf(language: 'ar' | 'en'): I18n {
  const file = join(import.meta.dirname, '..', '..', 'client', 'i18n', 'messages', `${language}.json`)
  return createI18n(
    language,
    compileCatalog(JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>),
  )
}
