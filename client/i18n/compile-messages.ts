// Vite plugin for the messages: compiles each language file from ICU text when it is loaded, so that no parser is shipped.
import { compileMessageOrThrow } from '@lingui/message-utils/compileMessage'
import type { Plugin } from 'vite'
import type { Messages } from './i18n.ts'
import english from './messages/en.json' with { type: 'json' }
import { wordPartOf } from './word-parts.ts'

/** Compiles a language file's texts for `createI18n`. Throws an error that names the key if a text is not valid ICU. */
export function compileCatalog(catalog: Readonly<Record<string, string>>): Messages {
  return Object.fromEntries(
    Object.entries(catalog).map(([key, text]) => {
      try {
        return [key, compileMessageOrThrow(text)]
      } catch (error) {
        throw new Error(`${key} is no ICU message: ${error instanceof Error ? error.message : error}`)
      }
    }),
  )
}

/** Throws if a language lacks a message: its readers would see a key instead of words. */
export function assertComplete(language: string, catalog: Readonly<Record<string, string>>): void {
  const texts = new Map(Object.entries(catalog))
  const missing = Object.keys(english).filter((key) => !texts.get(key)?.trim())
  if (missing.length > 0) throw new Error(`${language} lacks ${missing.join(', ')}`)
}

export function compileMessages(): Plugin {
  return {
    name: 'multaqa-messages',
    enforce: 'pre',
    transform(code, id) {
      if (!/\/i18n\/messages\/[\w-]+\.json(\?|$)/.test(id)) return null
      const catalog = JSON.parse(code) as Record<string, string>
      assertComplete(/([\w-]+)\.json/.exec(id)?.[1] ?? id, catalog)
      const part = new URLSearchParams(id.split('?')[1]).get('words')
      const wanted = Object.entries(catalog).filter(([key]) => part === null || wordPartOf(key) === part)
      const compiled = JSON.stringify(compileCatalog(Object.fromEntries(wanted)))
      // With a query after its name the bundler no longer treats the file as JSON.
      return part === null
        ? { code: compiled, map: null }
        : { code: `export default ${compiled}`, map: null, moduleType: 'js' }
    },
  }
}
