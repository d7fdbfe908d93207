// The texts of the manual: one Markdown file per page and language in `texts/`. `{{a.key}}` is replaced by the message with that key, so
// that the manual names each button exactly as it is labelled.
import type { HelpPageName } from '#shared/protocol/help-pages.ts'
import type { I18n, MessageKey } from '../../i18n/i18n.ts'

const files = new Map(
  Object.entries(
    import.meta.glob<string>('./texts/*/*.md', { eager: true, import: 'default', query: '?raw' }),
  ),
)

/** In the language of the interface, or in English if the page has no translation yet. */
export type HelpText = { readonly source: string; readonly language: string }

export function helpText(page: HelpPageName, { language, t }: Pick<I18n, 'language' | 't'>): HelpText {
  const own = files.get(`./texts/${language}/${page}.md`)
  const source = own ?? files.get(`./texts/en/${page}.md`) ?? ''
  const named = source.replace(
    /(\*\*)?\{\{([\w.-]+)\}\}(\*\*)?/g,
    (_, __, key: MessageKey) => `**${t(key)}**`,
  )
  return { source: named, language: own === undefined ? 'en' : language }
}
