// Shows a participant, by their secret, the data stored about them; and clears their browser's data.

import type { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type HeldAnswer, heldRequest } from '#shared/protocol/held.ts'
import { parseInput } from '#shared/protocol/parse-input.ts'
import { readHeld } from '../reading/stored-data.ts'
import { hashSecret } from '../secrets.ts'
import type { Store } from '../store/open-store.ts'
import { isForeignForm } from './origin.ts'
import { readJsonBody } from './read-json-body.ts'
import type { Session, Sessions } from './sessions.ts'

export type HeldRoutesParts = {
  readonly store: Store
  readonly sessions: Sessions
  readonly isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean
  readonly onSignedOut: (session: Session) => void
}

/** Browsers obey this header only over https and on localhost; the page itself clears what it can. */
const clearAll = '"cache", "cookies", "storage"'

export function addHeld(app: Hono, { store, sessions, isOwnOrigin, onSignedOut }: HeldRoutesParts): void {
  // The secret is in the body, because URLs may be logged on the way.
  app.post('/api/held', bodyLimit({ maxSize: 1024 }), async (context) => {
    context.header('Cache-Control', 'no-store')
    const answer = (value: HeldAnswer, status: 200 | 400 | 403) => context.json(value, status)
    const parsed = parseInput(heldRequest, await readJsonBody(context))
    if (!parsed.success || !isOwnOrigin(context.req.header('origin'), context.req.header('host')))
      return answer({ ok: false, reason: 'malformed' }, 400)
    const held = await readHeld(store, hashSecret(parsed.data.credential))
    return held === null
      ? answer({ ok: false, reason: 'link-not-valid' }, 403)
      : answer({ ok: true, held }, 200)
  })

  // The form's page sends no origin, so only requests that surely come from another site are refused, as on a ticket.
  app.post('/clear', bodyLimit({ maxSize: 1024 }), async (context) => {
    if (isForeignForm((name) => context.req.header(name), isOwnOrigin))
      return context.json({ ok: false, reason: 'not-allowed' }, 403)
    const session = await sessions.read(context.req.header('cookie'))
    if (session !== null) {
      context.header('Set-Cookie', await sessions.end(session))
      onSignedOut(session)
    }
    context.header('Clear-Site-Data', clearAll)
    context.header('Cache-Control', 'no-store')
    const language = context.req.query('lang')
    return context.redirect(
      language === undefined ? '/cleared' : `/cleared?lang=${encodeURIComponent(language)}`,
      303,
    )
  })
}
