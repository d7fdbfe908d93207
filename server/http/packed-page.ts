// A page as it goes over the line: compressed as the reader's browser wants it, with its headers.
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
  if (packing === 'plain') return { body: html, status, headers }
  const body = packing === 'br' ? await brotli(html, { params: quickBrotli }) : await gzipped(html)
  return { body: new Uint8Array(body), status, headers: { ...headers, 'Content-Encoding': packing } }
}

/** As small as gzip's best in a fraction of the time: a live gathering's page is made anew with every reply. */
const quickBrotli = { [constants.BROTLI_PARAM_QUALITY]: 4 }
