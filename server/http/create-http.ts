// Everything that is asked over HTTP: pages, calendar files, places, sign-in, and the door for long commands.
import { Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { HTTPException } from 'hono/http-exception'
import type { Answer } from '#shared/protocol/answers.ts'
import { parseCommand } from '#shared/protocol/commands.ts'
import { maxHttpCommandBytes } from '#shared/protocol/limits.ts'
import { createBudget } from '../budget.ts'
import { identify } from '../commands/actor.ts'
import type { Execute } from '../commands/execute.ts'
import type { Clock } from '../environment.ts'
import type { Gazetteer } from '../gazetteer/gazetteer.ts'
import { projectMeeting } from '../reading/exposure.ts'
import { readSnapshot } from '../reading/snapshot.ts'
import { findGathering } from '../store/gathering-rows.ts'
import { loadMeeting } from '../store/meeting-rows.ts'
import type { Store } from '../store/open-store.ts'
import { calendarFile } from './calendar-file.ts'
import { askedLanguage, pageShell } from './page-shell.ts'
import { securityHeaders } from './security-headers.ts'
import type { Session, Sessions } from './sessions.ts'
import { type Assets, serveAsset } from './static-assets.ts'

export type HttpParts = {
  readonly store: Store
  readonly clock: Clock
  readonly sessions: Sessions
  readonly gazetteer: Gazetteer
  readonly execute: Execute
  /** Null while the client is served by a development server. */
  readonly assets: Assets | null
  readonly publicUrl: string | undefined
  readonly isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean
  readonly onSignedOut: (session: Session) => void
  readonly onTrouble: (error: unknown) => void
}

export function createHttp(parts: HttpParts): Hono {
  const app = new Hono()
  const isSecure = parts.publicUrl?.startsWith('https:') ?? false
  app.use(securityHeaders(isSecure))
  app.onError((error, context) => {
    // What the framework itself refuses: a body that is too long.
    if (error instanceof HTTPException) {
      // Its rest is not read, so nothing can follow on the same connection.
      context.header('Connection', 'close')
      return context.json({ ok: false, reason: 'malformed' }, error.status)
    }
    parts.onTrouble(error)
    return context.json({ ok: false, reason: 'server-trouble' }, 500)
  })
  app.get('/healthz', (context) => context.json({ ok: true }))
  addSignIn(app, parts)
  addCommandDoor(app, parts)
  addPlaces(app, parts)
  addCalendarFiles(app, parts)
  app.all('/api/*', (context) => context.json({ ok: false, reason: 'not-found' }, 404))
  addPages(app, parts)
  return app
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
    const body: unknown = await context.req.json().catch(() => null)
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
 * The same commands as on a socket, for what is too long for one message there. Only organizers write so much, so all others share
 * one budget: what a socket's own budget holds back must not come in here.
 */
function addCommandDoor(app: Hono, { sessions, execute, isOwnOrigin }: HttpParts): void {
  const strangers = createBudget(20, 60, performance.now())
  app.post('/api/commands', bodyLimit({ maxSize: maxHttpCommandBytes }), async (context) => {
    const refuseWith = (answer: Answer, status: 400 | 403 | 429) => context.json(answer, status)
    if (!isOwnOrigin(context.req.header('origin'), context.req.header('host'))) {
      return refuseWith({ ok: false, reason: 'not-allowed' }, 403)
    }
    const parsed = parseCommand(await context.req.json().catch(() => null))
    if (!parsed.ok) return refuseWith(parsed, 400)
    const session = await sessions.read(context.req.header('cookie'))
    const actor = identify(parsed.command.credential, session?.organizerId ?? null)
    if (actor === null) return refuseWith({ ok: false, reason: 'not-allowed' }, 403)
    if (session === null && !strangers.spend(performance.now())) {
      return refuseWith({ ok: false, reason: 'too-fast' }, 429)
    }
    return context.json(await execute(parsed.command, actor))
  })
}

function addPlaces(app: Hono, { gazetteer }: HttpParts): void {
  /** `q`: a name in any script. `zone`: an IANA zone, for the largest place in it. `language`: of the reader. */
  app.get('/api/places', (context) => {
    const { q, zone, id, language } = context.req.query()
    context.header('Cache-Control', 'public, max-age=3600')
    if (id !== undefined) {
      const place = gazetteer.byId(id)
      return context.json({ places: place === undefined ? [] : [place] })
    }
    if (zone !== undefined) {
      const place = gazetteer.largestInZone(zone.slice(0, 64))
      return context.json({ places: place === undefined ? [] : [place] })
    }
    const options = language === undefined ? { limit: 8 } : { limit: 8, language }
    return context.json({ places: gazetteer.search((q ?? '').slice(0, 80), options) })
  })
}

function addCalendarFiles(app: Hono, { store, clock, publicUrl }: HttpParts): void {
  app.get('/g/:slug/:file{[A-Za-z0-9_-]+\\.ics}', async (context) => {
    const { slug, file } = context.req.param()
    const stranger = { kind: 'public' } as const
    const record = await findGathering(store.db, slug)
    const stored = await loadMeeting(store.db, file.slice(0, -'.ics'.length))
    const isOfGathering = stored !== null && stored.meeting.gatheringId === record?.gathering.gatheringId
    const meeting = isOfGathering ? projectMeeting(stored, stranger) : null
    if (record === null || record.gathering.status !== 'published' || meeting === null)
      return context.notFound()
    const origin = publicUrl ?? new URL(context.req.url).origin
    const text = calendarFile(record.gathering, meeting, {
      url: `${origin}/g/${record.gathering.slug}/${meeting.meetingId}`,
      language: askedLanguage(context.req.query('lang'), context.req.header('accept-language')),
      version: record.version,
      now: clock.now(),
    })
    if (text === null) return context.notFound()
    context.header('Content-Type', 'text/calendar; charset=utf-8')
    context.header('Content-Disposition', `attachment; filename="multaqa-${record.gathering.slug}.ics"`)
    return context.body(text)
  })
}

function addPages(app: Hono, { store, assets, publicUrl }: HttpParts): void {
  if (assets === null) return
  app.get('/assets/*', (context) => serveAsset(context, assets))
  app.get('/g/:slug/*', (context) => page(context.req.param('slug'), context.req.url, context.req))
  app.get('/g/:slug', (context) => page(context.req.param('slug'), context.req.url, context.req))
  app.get('*', async (context) => {
    if (assets.has(context.req.path)) return serveAsset(context, assets)
    return page(null, context.req.url, context.req)
  })

  async function page(
    slug: string | null,
    requestUrl: string,
    request: { header: (name: string) => string | undefined; query: (name: string) => string | undefined },
  ): Promise<Response> {
    if (assets === null) throw new Error('no client to serve')
    const record = slug === null ? null : await findGathering(store.db, slug)
    const snapshot =
      record === null ? null : await readSnapshot(store, record.gathering.gatheringId, { kind: 'public' })
    const url = new URL(requestUrl)
    const language = askedLanguage(request.query('lang'), request.header('accept-language'))
    const html = pageShell(assets.template, {
      snapshot,
      language,
      preloads: assets.preloads.tagsFor(url.pathname, language),
      url: `${publicUrl ?? url.origin}${url.pathname}`,
    })
    // A draft's public address answers as one where nothing stands; its organizers' own pages ask for it over the socket.
    const isPublicPage = /^\/g\/[^/]+\/?$/.test(url.pathname)
    const isMissing = record === null || (isPublicPage && snapshot === null)
    const status = slug !== null && isMissing ? 404 : 200
    return assets.answerHtml(html, request.header('accept-encoding'), status)
  }
}
