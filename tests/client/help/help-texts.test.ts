// The manual: every language has the same content, and names buttons by existing messages.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { helpText } from '#client/features/help/help-texts.ts'
import { languages } from '#client/i18n/languages.ts'
import { helpPages } from '#shared/protocol/help-pages.ts'

/** The raw files: an import would return compiled messages. */
const catalogs = new Map(
  languages.map((language) => {
    const file = join(import.meta.dirname, '../../../client/i18n/messages', `${language}.json`)
    return [language, JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, string>>]
  }),
)

/** The texts with the labels of buttons inserted, and the message keys they use. */
function read(page: (typeof helpPages)[number], language: string) {
  const keys: string[] = []
  const t = (key: string) => {
    keys.push(key)
    return catalogs.get(language)?.[key] ?? ''
  }
  const text = helpText(page, { language, t })
  return { ...text, keys, headings: text.source.match(/^## /gm)?.length ?? 0 }
}

describe.each(helpPages)('the manual for %s', (page) => {
  test.each(languages)(
    'in %s is written in that language and names only messages that there are',
    (language) => {
      const { source, keys, language: written } = read(page, language)
      expect(written).toBe(language)
      expect(source.length).toBeGreaterThan(1000)
      expect(source).not.toMatch(/\{\{|\}\}|\*\*\*\*/)
      const missing = keys.filter((key) => !catalogs.get(language)?.[key]?.trim())
      expect(missing).toEqual([])
      // A message with values would show its braces.
      expect(keys.filter((key) => catalogs.get(language)?.[key]?.includes('{'))).toEqual([])
    },
  )

  test('has the same sections and names the same buttons in every language', () => {
    const [first, ...others] = languages.map((language) => read(page, language))
    for (const other of others) {
      expect(other.headings).toBe(first?.headings)
      expect(new Set(other.keys)).toEqual(new Set(first?.keys))
    }
  })

  test('is in English for a language into which nobody has translated it', () => {
    expect(helpText(page, { language: 'ku', t: (key) => key }).language).toBe('en')
  })
})
