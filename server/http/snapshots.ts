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
    context.header('ETag', made.tag)
    context.header('Cache-Control', 'no-cache')
    if (context.req.header('if-none-match') === made.tag) return context.body(null, 304)
    context.header('Content-Type', 'application/json')
    return context.body(made.text)
  })
}
