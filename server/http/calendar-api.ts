// The calendar API as JSON: pages of public gatherings by time, country, city, language and state, and the available filters.

import type { Context, Hono } from 'hono'
import { calendarQuery } from '#shared/protocol/calendar-query.ts'
import { parseInput } from '#shared/protocol/parse-input.ts'
import { createByteCache } from '../byte-cache.ts'
import type { Clock } from '../clock-and-ids.ts'
import type { Calendar } from '../reading/calendar.ts'
import { isKnown, tagOf } from './cached-response.ts'
import { type Packing, pack, packingFor } from './packed-page.ts'

type Packed = Awaited<ReturnType<typeof pack>> & { readonly tag: string }

/** Caches answers until data changes, for popular months and filters. */
const maxBytes = 16 * 1024 * 1024

export function addCalendar(
  app: Hono,
  { calendar, clock }: { readonly calendar: Calendar; readonly clock: Clock },
): void {
  const kept = createByteCache<string>({ maxBytes })

  app.get('/api/calendar', async (context) => {
    const parsed = parseInput(calendarQuery, context.req.query())
    if (!parsed.success) return context.json({ ok: false, reason: 'malformed' }, 400)
    const query = parsed.data
    return answer(context, JSON.stringify(query), () => calendar.find(query, clock.now()))
  })

  app.get('/api/calendar/choices', (context) => answer(context, 'choices', calendar.choices))

  async function answer(context: Context, asked: string, find: () => Promise<unknown>): Promise<Response> {
    const stamp = await calendar.stamp(clock.now())
    const packing = packingFor(context.req.header('accept-encoding'))
    const made: Packed = await kept.getOrLoad(`${packing} ${asked}`, stamp, () => make(find, packing))
    const { body, encoding, tag } = made
    const headers = {
      ETag: tag,
      'Cache-Control': 'public, no-cache',
      Vary: 'Accept-Encoding',
      'Content-Type': 'application/json',
    }
    if (isKnown(context, tag)) return new Response(null, { status: 304, headers })
    return new Response(body, { headers: { ...headers, ...encoding } })
  }
}

async function make(find: () => Promise<unknown>, packing: Packing): Promise<Packed> {
  const text = JSON.stringify(await find())
  return { ...(await pack(text, packing)), tag: tagOf(text, packing) }
}
