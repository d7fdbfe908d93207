// A text as it goes over the line, compressed as the reader's browser wants it; and a page, with its headers.
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export type Packing = 'br' | 'gzip' | 'plain'

export type PackedPage = {
  readonly body: Uint8Array<ArrayBuffer> | string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

const brotli = promisify(brotliCompress)
const gzipped = promisify(gzip)

export function packingFor(acceptEncoding = ''): Packing {
  if (acceptEncoding.includes('br')) return 'br'
  return acceptEncoding.includes('gzip') ? 'gzip' : 'plain'
}

export async function compressPage(html: string, packing: Packing, status: number): Promise<PackedPage> {
  const headers = {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Encoding, Accept-Language, Cookie',
  }
  const { body, encoding } = await pack(html, packing)
  return { body, status, headers: { ...headers, ...encoding } }
}

/** With the header that says so; nothing where it goes as it is. */
export async function pack(
  text: string,
  packing: Packing,
): Promise<{
  readonly body: PackedPage['body']
  readonly encoding: { readonly 'Content-Encoding'?: string }
}> {
  if (packing === 'plain') return { body: text, encoding: {} }
  const body = packing === 'br' ? await brotli(text, { params: quickBrotli }) : await gzipped(text)
  return { body: new Uint8Array(body), encoding: { 'Content-Encoding': packing } }
}

/** A live gathering's page is made anew every second while a crowd replies: a step less is a tenth larger, one more hardly smaller. */
const quickBrotli = { [constants.BROTLI_PARAM_QUALITY]: 5 }
