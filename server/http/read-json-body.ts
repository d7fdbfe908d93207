// The JSON of a request's body, whatever was sent.
import type { Context } from 'hono'
import { parseBoundedJson } from '../bounded-json.ts'

/** Null for what is no JSON, is more than `bounded-json.ts` lets through, or was cut off. */
export async function readJsonBody(context: Context): Promise<unknown> {
  return parseBoundedJson(await context.req.text().catch(() => '')) ?? null
}
