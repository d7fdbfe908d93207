// A text that is made once and sent to many readers: compressed, with an ETag for conditional requests (RFC 9110 §13.1.2).
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { type Packing, pack, packingFor } from './packed-page.ts'

export type KeptAnswer = {
  readonly body: Uint8Array<ArrayBuffer> | string
  readonly headers: Readonly<Record<string, string>>
}

/** For cache keys: each text is cached once per encoding. */
export function packingOf(context: Context) {
  return packingFor(context.req.header('accept-encoding'))
}

/** `maxAgeS`: the cache lifetime for readers, in seconds. */
export async function makeAnswer(
  text: string,
  how: {
    readonly type: string
    readonly packing: ReturnType<typeof packingFor>
    readonly maxAgeS: number
    readonly vary?: string
  },
): Promise<KeptAnswer> {
  const { packing } = how
  const { body, encoding } = await pack(text, packing)
  const tag = tagOf(`${packing} ${text}`)
  const headers = {
    'Content-Type': how.type,
    'Cache-Control': how.maxAgeS === 0 ? 'no-cache' : `public, max-age=${how.maxAgeS}`,
    Vary: how.vary ?? 'Accept-Encoding',
    ETag: tag,
    ...encoding,
  }
  return { body, headers }
}

/** Depends on the content alone, so that processes and restarts agree: 132 bits of hash and the encoding, quoted as in the header. */
export function tagOf(content: string | Uint8Array, packing?: Packing): string {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22)
  return packing === undefined ? `"${hash}"` : `"${hash}.${packing}"`
}

/** RFC 9110 §13.1.2. Accepts weak and strong tags and lists of them, because a cache in between may have added a `W/`. */
export function isKnown(context: Context, tag: string): boolean {
  const known = context.req.header('if-none-match') ?? ''
  return known.split(',').some((one) => one.trim() === '*' || one.trim().replace(/^W\//, '') === tag)
}

export function answerKept(context: Context, { body, headers }: KeptAnswer): Response {
  if (isKnown(context, headers['ETag'] ?? '')) {
    const { 'Content-Type': _type, 'Content-Encoding': _encoding, ...rest } = headers
    return new Response(null, { status: 304, headers: rest })
  }
  return new Response(body, { headers })
}
