// The public read API: the list of gatherings and the API's own description. One gathering is served by `snapshots.ts`, places by
// `create-http.ts`.
import type { Hono } from 'hono'
import type { GatheringSummary } from '#shared/protocol/views.ts'
import type { Clock } from '../clock-and-ids.ts'
import { answerKept, makeAnswer, packingOf } from '../http/cached-response.ts'
import type { OwnOrigin } from '../http/own-origin.ts'
import type { Calendar } from '../reading/calendar.ts'
import { createTtlCache } from '../ttl-cache.ts'
import { describeApi } from './open-api.ts'

const usualLimit = 100
const mostAtOnce = 500
const json = 'application/json; charset=utf-8'
/** The answers are the public view for everyone, so other sites may read them too. */
const forAll = { 'Access-Control-Allow-Origin': '*' }

export function addApi(
  app: Hono,
  parts: {
    readonly calendar: Calendar
    readonly clock: Clock
    readonly originOf: OwnOrigin
  },
): void {
  const { calendar, originOf } = parts
  const cached = createTtlCache(parts.clock)

  app.get('/api/openapi.json', async (context) => {
    const origin = originOf(context)
    const packing = packingOf(context)
    const made = await cached(`description ${origin} ${packing}`, () =>
      makeAnswer(JSON.stringify(describeApi(origin)), { type: json, packing, maxAgeS: 3600 }),
    )
    return answerKept(context, { ...made, headers: { ...made.headers, ...forAll } })
  })

  app.get('/api/gatherings', async (context) => {
    const limit = Math.min(mostAtOnce, whole(context.req.query('limit'), 1, usualLimit))
    const offset = whole(context.req.query('offset'), 0, 0)
    const packing = packingOf(context)
    const all = await cached('all', calendar.summaries)
    // All pages beyond the last one are the same empty page.
    const from = Math.min(offset, all.length)
    const made = await cached(`list ${limit} ${from} ${packing}`, () => {
      const gatherings = all.slice(from, from + limit).map(textOf)
      const text = `{"gatherings":[${gatherings.join()}],"total":${all.length}}`
      return makeAnswer(text, { type: json, packing, maxAgeS: 0 })
    })
    return answerKept(context, { ...made, headers: { ...made.headers, ...forAll } })
  })
}

/** Each list entry is serialized once, however many pages contain it. */
const texts = new WeakMap<GatheringSummary, string>()

function textOf(summary: GatheringSummary): string {
  const text = texts.get(summary) ?? JSON.stringify(summary)
  texts.set(summary, text)
  return text
}

/** A whole number of at least `least`; otherwise the default. */
function whole(asked: string | undefined, least: number, usual: number): number {
  const number = Number(asked)
  return asked !== undefined && Number.isSafeInteger(number) && number >= least ? number : usual
}
