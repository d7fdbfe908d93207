// A text that is made once and sent to many: compressed, with a tag by which whoever has it already is told so (RFC 9110 §13.1.2).
import { createHash } from 'node:crypto'
import type { Context } from 'hono'
import { type Packing, pack, packingFor } from './packed-page.ts'

export type KeptAnswer = {
  readonly body: Uint8Array<ArrayBuffer> | string
  readonly headers: Readonly<Record<string, string>>
}

/** For the keys by which answers are kept: the same text is kept once for each way of compressing it. */
export function packingOf(context: Context) {
  return packingFor(context.req.header('accept-encoding'))
}

/** `maxAgeS`: how long a reader need not ask again, in seconds. */
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

/** By the content alone, so that processes and restarts agree: 132 bits and how it is packed, in quotes as they travel. */
export function tagOf(content: string | Uint8Array, packing?: Packing): string {
  const hash = createHash('sha256').update(content).digest('base64url').slice(0, 22)
  return packing === undefined ? `"${hash}"` : `"${hash}.${packing}"`
}

/** RFC 9110 §13.1.2. Weak and strong tags alike, and lists of them: a cache in between may have added a `W/`. */
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
