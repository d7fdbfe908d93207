// The HTTP routes: sign-in, places, the endpoint for long commands, and the routes added by the files in `http`.

import type { HttpBindings } from '@hono/node-server'
import { type Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import type { Answer } from '#shared/protocol/answers.ts'
import { parseCommand } from '#shared/protocol/commands.ts'
import { maxHttpCommandBytes } from '#shared/protocol/limits.ts'
import { addApi } from './api/api-routes.ts'
import { identify } from './commands/actor.ts'
import { addEmbed } from './embed/embed-routes.ts'
import { addFeeds } from './feeds/feed-routes.ts'
import type { PlaceList } from './gazetteer/gazetteer.ts'
import type { PlaceSearch } from './gazetteer/place-search.ts'
import { addCalendar } from './http/calendar-api.ts'
import { addCalendarFiles } from './http/calendar-files.ts'
import { addExports } from './http/exports.ts'
import { addHeld, type HeldRoutesParts } from './http/held-routes.ts'
import { addPlainForms, type PlainFormsParts } from './http/no-script-forms.ts'
import { addPlainProposal } from './http/no-script-proposal.ts'
import { addPages, type PagesParts } from './http/pages.ts'
import { addPanic, type PanicRoutesParts } from './http/panic-routes.ts'
import { addPlaces } from './http/places.ts'
import { readJsonBody } from './http/read-json-body.ts'
import { refuseOtherMethods } from './http/refuse-methods.ts'
import { addReplyTimes } from './http/reply-times.ts'
import { addSecurityTxt, type SecurityTxtParts } from './http/security-txt.ts'
import type { Session, Sessions } from './http/sessions.ts'
import { addSnapshots } from './http/snapshots.ts'
import { sourceOf } from './http/source-of.ts'
import { addWatchFromHome, type WatchRoutesParts } from './http/watch-routes.ts'
import { addWorldFile } from './http/world-file.ts'
import { addZones } from './http/zones.ts'
import type { PictureMaker } from './pictures/picture-maker.ts'
import { addPictures } from './pictures/picture-routes.ts'
import type { Calendar } from './reading/calendar.ts'
import { addSitemap } from './sitemap/sitemap-routes.ts'
import type { Sources } from './sources/sources.ts'
import type { Store } from './store/open-store.ts'
import { TooBusy } from './too-busy.ts'
import { addBugReports, type HeardBug } from './watching/bug-reports.ts'
import { addWatching, type WatchingParts } from './watching/watching-routes.ts'

export type HttpParts = PagesParts &
  PlainFormsParts &
  PanicRoutesParts &
  HeldRoutesParts &
  WatchRoutesParts &
  SecurityTxtParts &
  WatchingParts & {
    readonly store: Store
    readonly calendar: Calendar
    readonly pictures: PictureMaker
    readonly sessions: Sessions
    readonly sources: Sources
    readonly gazetteer: PlaceList
    readonly placeSearch: PlaceSearch
    readonly onSignedOut: (session: Session) => void
    readonly onTrouble: (error: unknown) => void
    readonly onBrowserBug?: ((bug: HeardBug) => void) | undefined
  }

export function createHttp(parts: HttpParts): Hono {
  const app = new Hono()
  app.onError((error, context) => {
    // An error of the framework itself: the body is too long.
    if (error instanceof HTTPException) {
      // The rest of the body is not read, so the connection cannot be reused.
      context.header('Connection', 'close')
      return context.json({ ok: false, reason: 'malformed' }, error.status)
    }
    if (error instanceof TooBusy) {
      const retryAfterMs = 1000 * error.retryAfterS
      return context.json({ ok: false, reason: 'busy', retryAfterMs }, 503, {
        'Retry-After': `${error.retryAfterS}`,
        'Cache-Control': 'no-store',
      })
    }
    // The client disconnected while sending its body. This is not a server error, and must not fill the log.
    if (isCutOff(context)) return context.json({ ok: false, reason: 'malformed' }, 400)
    parts.onTrouble(error)
    return context.json({ ok: false, reason: 'server-trouble' }, 500)
  })
  addWatching(app, parts)
  addBugReports(app, {
    hasAsset: (path) => parts.assets?.has(path) ?? false,
    isOwnOrigin: parts.isOwnOrigin,
    sourceOf: (context) => sourceOf(context, parts.sources),
    onBrowserBug: (bug) => parts.onBrowserBug?.(bug),
  })
  addSignIn(app, parts)
  addCommandDoor(app, parts)
  addPanic(app, parts)
  addHeld(app, parts)
  addPlaces(app, parts)
  addZones(app, parts)
  addCalendar(app, parts)
  addCalendarFiles(app, parts)
  addExports(app, parts)
  addSnapshots(app, parts)
  addReplyTimes(app, parts)
  addApi(app, parts)
  addFeeds(app, parts)
  addPictures(app, parts)
  addSitemap(app, parts)
  addEmbed(app, parts)
  addWorldFile(app, parts)
  addSecurityTxt(app, parts)
  addPlainForms(app, parts)
  addPlainProposal(app, parts)
  addWatchFromHome(app, parts)
  refuseOtherMethods(app)
  app.all('/api/*', (context) => context.json({ ok: false, reason: 'not-found' }, 404))
  addPages(app, parts)
  return app
}

function isCutOff(context: Context): boolean {
  const { incoming } = context.env as Partial<HttpBindings>
  return incoming !== undefined && !incoming.complete && incoming.socket.destroyed
}

function addSignIn(app: Hono, { sessions, isOwnOrigin, onSignedOut }: HttpParts): void {
  app.get('/api/session', async (context) => {
    const session = await sessions.read(context.req.header('cookie'))
    context.header('Cache-Control', 'no-store')
    return context.json({ signedIn: session !== null })
  })
  app.post('/api/claim', bodyLimit({ maxSize: 1024 }), async (context) => {
    if (!isOwnOrigin(context.req.header('origin'), context.req.header('host')))
      return context.json({ ok: false }, 403)
    const body: unknown = await readJsonBody(context)
    const token = typeof body === 'object' && body !== null && 'token' in body ? body.token : null
    const cookie = typeof token === 'string' && token.length < 200 ? await sessions.claim(token) : null
    if (cookie === null) return context.json({ ok: false, reason: 'link-not-valid' }, 403)
    context.header('Set-Cookie', cookie)
    return context.json({ ok: true })
  })
  app.post('/api/sign-out', async (context) => {
    if (!isOwnOrigin(context.req.header('origin'), context.req.header('host')))
      return context.json({ ok: false }, 403)
    const session = await sessions.read(context.req.header('cookie'))
    if (session !== null) {
      context.header('Set-Cookie', await sessions.end(session))
      onSignedOut(session)
    }
    return context.json({ ok: true })
  })
}

/**
 * Accepts the same commands as a socket, for those too long for one socket message. `commandDoor` applies the rate limits of secrets, so
 * that HTTP does not bypass a socket's rate limit.
 */
function addCommandDoor(app: Hono, { sessions, sources, commandDoor, isOwnOrigin }: HttpParts): void {
  app.post('/api/commands', bodyLimit({ maxSize: maxHttpCommandBytes }), async (context) => {
    const refuseWith = (answer: Answer, status: 400 | 403) => context.json(answer, status)
    if (!isOwnOrigin(context.req.header('origin'), context.req.header('host'))) {
      return refuseWith({ ok: false, reason: 'not-allowed' }, 403)
    }
    const parsed = parseCommand(await readJsonBody(context))
    if (!parsed.ok) return refuseWith(parsed, 400)
    const session = await sessions.read(context.req.header('cookie'))
    const actor = identify(parsed.command.credential, session?.organizerId ?? null)
    if (actor === null) return refuseWith({ ok: false, reason: 'not-allowed' }, 403)
    const source = sourceOf(context, sources)
    const answer = await commandDoor(parsed.command, actor, { source, crewKey: null, isUnmetered: true })
    if (answer.ok || (answer.reason !== 'too-fast' && answer.reason !== 'busy')) return context.json(answer)
    context.header('Retry-After', String(Math.ceil((answer.retryAfterMs ?? 1000) / 1000)))
    return context.json(answer, 429)
  })
}
