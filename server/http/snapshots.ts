// The public snapshot of a gathering as JSON: what a page holds, for whoever cannot keep a socket open and asks again instead.
import type { Hono } from 'hono'
import type { Readings } from '../reading/readings.ts'

export function addSnapshots(app: Hono, { readings }: { readonly readings: Readings }): void {
  app.get('/api/gatherings/:slug', async (context) => {
    const gatheringId = await readings.findId(context.req.param('slug'))
    const made =
      gatheringId === null
        ? null
        : await readings.remember(gatheringId, 'snapshot as text', async () => {
            const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
            if (snapshot === null) return null
            return { text: JSON.stringify(snapshot), tag: `"${snapshot.epoch}.${snapshot.version}"` }
          })
    if (made === null) return context.json({ ok: false, reason: 'not-found' }, 404)
    const headers = { ETag: made.tag, 'Cache-Control': 'no-cache', 'Content-Type': 'application/json' }
    const isKnown = context.req.header('if-none-match') === made.tag
    return isKnown ? new Response(null, { status: 304, headers }) : new Response(made.text, { headers })
  })
}
