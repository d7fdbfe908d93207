// The language that a request asks for, as one of those in which something can be said: a client cannot make up others.
import type { Context } from 'hono'
import { arabicScriptLanguages } from '#shared/domain/place.ts'
import { wordLanguages } from '../words/words.ts'
import { askedLanguage } from './page-shell.ts'

/** BCP 47: undetermined. Reads as every language does in which nothing is written: our words in Arabic, a gathering's in its main one, places in English. */
const none = 'und'

/** `spoken`: the languages of the gathering, or of all that the answer is made of. */
export function knownLanguage(context: Context, spoken: Iterable<string>): string {
  const asked = askedLanguage(context.req.query('lang'), context.req.header('accept-language'))
  const isOurs = wordLanguages.some((language) => language === asked) || arabicScriptLanguages.has(asked)
  return isOurs || new Set(spoken).has(asked) ? asked : none
}
