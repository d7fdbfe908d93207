// The public snapshot of a gathering as JSON, for clients that poll because they cannot keep a socket open.
import type { Hono } from 'hono'
import type { Readings } from '../reading/view-cache.ts'
import { answerKept, makeAnswer, packingOf } from './cached-response.ts'

export function addSnapshots(app: Hono, { readings }: { readonly readings: Readings }): void {
  app.get('/api/gatherings/:slug', async (context) => {
    const packing = packingOf(context)
    const gatheringId = await readings.findId(context.req.param('slug'))
    const made =
      gatheringId === null
        ? null
        : await readings.remember(
            gatheringId,
            `snapshot as text ${packing}`,
            () => make(gatheringId, packing),
            'answers',
          )
    if (made === null) return context.json({ ok: false, reason: 'not-found' }, 404)
    return answerKept(context, made)
  })

  async function make(gatheringId: string, packing: ReturnType<typeof packingOf>) {
    const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
    if (snapshot === null) return null
    const { body, headers } = await makeAnswer(JSON.stringify(snapshot), {
      type: 'application/json',
      packing,
      maxAgeS: 0,
    })
    const tag = `"${snapshot.epoch}.${snapshot.version}.${packing}"`
    // Strangers may read it, so other sites may too.
    return { body, headers: { ...headers, ETag: tag, 'Access-Control-Allow-Origin': '*' } }
  }
}
