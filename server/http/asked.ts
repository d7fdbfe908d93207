// What a request for a page says of its reader: where, in which language, and how compressed.
import type { Context } from 'hono'
import { pickAvailable } from '#shared/domain/pick-language.ts'
import { type Packing, packingFor } from './packed-page.ts'
import { askedLanguage } from './page-shell.ts'

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

/** The languages of a browser, the dearest first (RFC 9110 §12.5.4). */
export function acceptedLanguages(header = ''): readonly string[] {
  return header
    .split(',')
    .map((part) => {
      const [tag = '', ...parameters] = part.split(';').map((text) => text.trim())
      const quality = parameters.find((text) => text.startsWith('q='))
      return { tag, weight: quality === undefined ? 1 : Number(quality.slice(2)) || 0 }
    })
    .filter(({ tag, weight }) => tag !== '' && weight > 0)
    .sort((a, b) => b.weight - a.weight)
    .map(({ tag }) => tag)
}

/** `languages`: of the interface. */
export function readAsked(
  context: Context,
  { publicUrl, languages }: { readonly publicUrl: string | undefined; readonly languages: readonly string[] },
): Asked {
  const url = new URL(context.req.url)
  const fromLink = context.req.query('lang') ?? null
  const accepted = context.req.header('accept-language')
  const interfaceLanguage = pickAvailable(fromLink, acceptedLanguages(accepted), languages)
  return {
    pathname: url.pathname,
    language: askedLanguage(fromLink ?? undefined, accepted),
    interfaceLanguage,
    linkLanguage: fromLink === interfaceLanguage ? fromLink : null,
    packing: packingFor(context.req.header('accept-encoding')),
    origin: publicUrl ?? url.origin,
  }
}
