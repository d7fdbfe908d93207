// Compresses texts as the reader's browser accepts, and pages with their headers.
import { availableParallelism } from 'node:os'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { createWorkQueue } from '../work-queue.ts'

export type Packing = 'br' | 'gzip' | 'plain'

export type PackedPage = {
  readonly body: Uint8Array<ArrayBuffer> | string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
}

/** Limits parallel compression by cores; Node itself always runs four at once. */
const compressing = createWorkQueue(Math.max(1, availableParallelism() - 1), { texts: 100 })

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

/** With the `Content-Encoding` header; none if uncompressed. Rejects with `TooBusy` if too many texts wait. */
export async function pack(
  text: string,
  packing: Packing,
): Promise<{
  readonly body: PackedPage['body']
  readonly encoding: { readonly 'Content-Encoding'?: string }
}> {
  if (packing === 'plain') return { body: text, encoding: {} }
  const body = await compressing.run('texts', async () =>
    packing === 'br' ? brotli(text, { params: quickBrotli }) : gzipped(text),
  )
  return { body: new Uint8Array(body), encoding: { 'Content-Encoding': packing } }
}

/**
 * A live gathering's page is made again every second while many people reply: one level less gives a tenth larger output, one more hardly a
 * smaller one.
 */
const quickBrotli = { [constants.BROTLI_PARAM_QUALITY]: 5 }
