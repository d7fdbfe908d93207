// Facts about the reader of a page request: URL, languages and compression.
import type { Context } from 'hono'
import { longestTag, pickAvailable } from '#shared/domain/pick-language.ts'
import { acceptedLanguages, knownLanguage } from './known-language.ts'
import type { OwnOrigin } from './own-origin.ts'
import { type Packing, packingFor } from './packed-page.ts'

export type Asked = {
  readonly pathname: string
  /** The language for the gathering's texts. */
  readonly language: string
  /** The interface language: the one that the browser will pick too, unless its user chose another. */
  readonly interfaceLanguage: string
  /** The language given in the URL, which links on this page keep; null if there is none. */
  readonly linkLanguage: string | null
  readonly packing: Packing
  readonly origin: string
}

/** `languages`: of the interface; `spoken`: of the gathering's texts. */
export function readAsked(
  context: Context,
  {
    originOf,
    languages,
    spoken = [],
  }: {
    readonly originOf: OwnOrigin
    readonly languages: readonly string[]
    readonly spoken?: readonly string[]
  },
): Asked {
  const url = new URL(context.req.url)
  const fromLink = context.req.query('lang')?.slice(0, longestTag) ?? null
  const accepted = context.req.header('accept-language')
  const interfaceLanguage = pickAvailable(fromLink, acceptedLanguages(accepted), languages)
  return {
    pathname: url.pathname,
    language: knownLanguage(context, spoken),
    interfaceLanguage,
    linkLanguage: fromLink === interfaceLanguage ? fromLink : null,
    packing: packingFor(context.req.header('accept-encoding')),
    origin: originOf(context),
  }
}
