// The server's own texts (pictures, feeds, the frame for other sites), from the interface's messages.
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import { createI18n, type I18n } from '#client/i18n/i18n.ts'

/** The interface languages, the main one first. */
export const wordLanguages = ['ar', 'en'] as const

const made = new Map<string, I18n>()

/** The messages in this language, or in Arabic if the interface does not have it. Read and compiled on first use. */
export function wordsIn(language: string): I18n {
  const known = wordLanguages.find((candidate) => candidate === language) ?? wordLanguages[0]
  const words = made.get(known) ?? readWords(known)
  made.set(known, words)
  return words
}

function readWords(language: string): I18n {
  const catalog = JSON.parse(readFileSync(messagesFile(language), 'utf8')) as Record<string, string>
  const messages = Object.fromEntries(
    Object.entries(catalog).map(([key, text]) => [key, compileMessageOrThrow(text)]),
  )
  return createI18n(language, messages)
}

/** The file beside the built server, or among the sources. */
function messagesFile(language: string): string {
  const here = dirname(fileURLToPath(import.meta.url))
  const built = join(here, 'messages', `${language}.json`)
  return existsSync(built) ? built : join(here, '../../client/i18n/messages', `${language}.json`)
}
