// When people replied, for the gathering's own organizers.
import type { Hono } from 'hono'
import { readReplyTimes } from '../reading/reply-times.ts'
import type { Readings } from '../reading/view-cache.ts'
import type { Store } from '../store/open-store.ts'
import { isOrganizerOf } from '../store/organizer-rows.ts'
import type { Sessions } from './sessions.ts'

export function addReplyTimes(
  app: Hono,
  {
    readings,
    sessions,
    store,
  }: { readonly readings: Readings; readonly sessions: Sessions; readonly store: Store },
): void {
  app.get('/api/gatherings/:slug/reply-times', async (context) => {
    context.header('Cache-Control', 'no-store')
    const session = await sessions.read(context.req.header('cookie'))
    const gatheringId = session === null ? null : await readings.findId(context.req.param('slug'))
    if (session === null || gatheringId === null) {
      return context.json({ ok: false, reason: 'not-allowed' }, 403)
    }
    const isOwn = await isOrganizerOf(store.db, gatheringId, session.organizerId)
    const times = isOwn ? await readReplyTimes(store, gatheringId, { kind: 'organizer' }) : null
    return times === null ? context.json({ ok: false, reason: 'not-allowed' }, 403) : context.json(times)
  })
}
