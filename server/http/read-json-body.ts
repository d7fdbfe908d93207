// Reads a request's body as JSON.
import type { Context } from 'hono'
import { parseBoundedJson } from '../bounded-json.ts'

/** Null if the body is not JSON, exceeds the limits of `bounded-json.ts`, or was cut off. */
export async function readJsonBody(context: Context): Promise<unknown> {
  return parseBoundedJson(await context.req.text().catch(() => '')) ?? null
}
