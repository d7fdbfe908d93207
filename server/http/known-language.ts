// A request's language, limited to the available ones, so that clients cannot invent others.
import type { Context } from 'hono'
import { findAvailable, longestTag, pickAvailable } from '#shared/domain/pick-language.ts'
import { arabicScriptLanguages } from '#shared/domain/place.ts'
import { wordLanguages } from '../words/words.ts'

/**
 * BCP 47: undetermined. Behaves like a language without texts: our words in Arabic, a gathering's in its main language, places in English.
 */
const none = 'und'

/** Real requests have no more languages; the rest is ignored. */
const mostTags = 20

/** The languages of an `Accept-Language` header, the preferred one first (RFC 9110 §12.5.4). */
export function acceptedLanguages(header = ''): readonly string[] {
  return header
    .slice(0, 2 * mostTags * longestTag)
    .split(',', mostTags)
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim())
      const quality = parameters.find((text) => text.startsWith('q='))
      return { tag, weight: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
    })
    .filter(({ tag, weight }) => tag !== '' && tag.length <= longestTag && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

/** The interface language: `lang` in the URL if present, else the first one that the browser accepts, else Arabic. */
export function interfaceLanguage(lang: string | undefined, acceptLanguage: string | undefined): string {
  return pickAvailable(lang ?? null, acceptedLanguages(acceptLanguage), wordLanguages)
}

/** `spoken`: the languages of the gathering, or of all data in the answer. */
export function knownLanguage(context: Context, spoken: Iterable<string>): string {
  const lang = context.req.query('lang') ?? null
  const accepted = acceptedLanguages(context.req.header('accept-language')).filter((tag) => tag !== '*')
  const available = [...wordLanguages, ...arabicScriptLanguages, ...spoken]
  return findAvailable(lang, accepted, available) ?? (lang === null && accepted.length === 0 ? 'ar' : none)
}
