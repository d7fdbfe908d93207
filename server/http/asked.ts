// What a request for a page says of its reader: where, in which language, and how compressed.
import type { Context } from 'hono'
import { longestTag, pickAvailable } from '#shared/domain/pick-language.ts'
import { acceptedLanguages, knownLanguage } from './known-language.ts'
import type { OwnOrigin } from './own-origin.ts'
import { type Packing, packingFor } from './packed-page.ts'

export type Asked = {
  readonly pathname: string
  /** Of what a gathering says of itself. */
  readonly language: string
  /** Of the interface: the one that the browser will pick too, as far as it has not been told another. */
  readonly interfaceLanguage: string
  /** Asked for by the address itself, which links from this page keep; null when it was not. */
  readonly linkLanguage: string | null
  readonly packing: Packing
  readonly origin: string
}

/** `languages`: of the interface; `spoken`: in which the gathering has words. */
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
