// Exports a gathering as a file: everybody gets the public view; its own organizer can export a draft too.
import type { Hono } from 'hono'
import { exportOf } from '#shared/protocol/gathering-export.ts'
import { readRuns } from '../reading/stage-runs.ts'
import type { Readings } from '../reading/view-cache.ts'
import type { Store } from '../store/open-store.ts'
import { isOrganizerOf } from '../store/organizer-rows.ts'
import type { Sessions } from './sessions.ts'

export function addExports(
  app: Hono,
  {
    readings,
    sessions,
    store,
  }: { readonly readings: Readings; readonly sessions: Sessions; readonly store: Store },
): void {
  app.get('/g/:slug/export.json', async (context) => {
    const slug = context.req.param('slug')
    const gatheringId = await readings.findId(slug)
    if (gatheringId === null) return context.json({ ok: false, reason: 'not-found' }, 404)
    const isOwn = await isOrganizers(gatheringId, context.req.header('cookie'))
    const snapshot = await readings.snapshot(gatheringId, { kind: isOwn ? 'preview' : 'public' })
    if (snapshot === null) return context.json({ ok: false, reason: 'not-found' }, 404)
    const write = async () => JSON.stringify(exportOf(snapshot), null, 2)
    const text = isOwn ? await write() : await readings.remember(gatheringId, 'export', write, 'answers')
    return new Response(text, {
      headers: {
        'Content-Type': 'application/json; charset=utf-8',
        'Content-Disposition': `attachment; filename="multaqa-${snapshot.gathering.slug}.json"`,
        'Cache-Control': isOwn ? 'private, no-store' : 'no-cache',
        Vary: 'Cookie',
      },
    })
  })

  app.get('/g/:slug/as-it-ran.json', async (context) => {
    const gatheringId = await readings.findId(context.req.param('slug'))
    const snapshot = gatheringId === null ? null : await readings.snapshot(gatheringId, { kind: 'public' })
    if (snapshot === null) return context.json({ ok: false, reason: 'not-found' }, 404)
    return context.json({ runs: await readRuns(store, readings, snapshot) }, 200, {
      'Cache-Control': 'no-cache',
    })
  })

  async function isOrganizers(gatheringId: string, cookie: string | undefined): Promise<boolean> {
    const session = await sessions.read(cookie)
    return session !== null && (await isOrganizerOf(store.db, gatheringId, session.organizerId))
  }
}
