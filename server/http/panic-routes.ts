// Emergency erasure over HTTP: for pages with script, and as a form without script.

import { randomBytes } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { ownValue } from '#shared/domain/own-value.ts'
import type { PanicForm } from '#shared/protocol/drawn-page.ts'
import { type PanicAnswer, panicRequest } from '#shared/protocol/erasure.ts'
import { parseInput } from '#shared/protocol/parse-input.ts'
import type { Clock } from '../clock-and-ids.ts'
import type { Panic } from '../jobs/panic.ts'
import type { Readings } from '../reading/view-cache.ts'
import { TooBusy } from '../too-busy.ts'
import { createComposePage } from './compose-page.ts'
import type { OwnOrigin } from './own-origin.ts'
import { compressPage } from './packed-page.ts'
import type { PageDrawer } from './page-drawer.ts'
import { readAsked } from './page-reader.ts'
import { pageClock } from './pages.ts'
import { readJsonBody } from './read-json-body.ts'
import type { Sessions } from './sessions.ts'
import type { Assets } from './static-assets.ts'

export type PanicRoutesParts = {
  readonly panic: Panic
  readonly readings: Readings
  readonly clock: Clock
  readonly assets: Assets | null
  readonly drawer: PageDrawer | null
  readonly sessions: Sessions
  readonly originOf: OwnOrigin
  readonly frameHosts: readonly string[]
  readonly isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean
}

const requestBytes = 4096
const secretIn = /[hp]_[A-Za-z0-9_-]{22,64}/

export function addPanic(app: Hono, parts: PanicRoutesParts): void {
  const { panic, readings, clock, assets, drawer, sessions, isOwnOrigin } = parts

  async function ask(context: Context, input: unknown): Promise<PanicAnswer> {
    const origin = context.req.header('origin')
    if (!isOwnOrigin(origin, context.req.header('host'))) return { ok: false, reason: 'not-allowed' }
    const parsed = parseInput(panicRequest, input)
    if (!parsed.success) return { ok: false, reason: 'malformed' }
    const session = await sessions.read(context.req.header('cookie'))
    const { host, hostname } = new URL(parts.originOf(context))
    return panic(parsed.data, {
      organizerId: session?.organizerId ?? null,
      hostNames: [host, hostname].map((name) => name.toLowerCase()),
    })
  }

  app.post('/api/panic', bodyLimit({ maxSize: requestBytes }), async (context) => {
    const answer = await ask(context, await readJsonBody(context))
    context.header('Cache-Control', 'no-store')
    return context.json(answer, statusOf(answer))
  })

  if (assets === null || drawer === null) return
  const compose = createComposePage(assets, drawer, parts.frameHosts)

  async function page(context: Context, form: PanicForm): Promise<Response> {
    const asked = readAsked(context, { originOf: parts.originOf, languages: drawer?.languages ?? [] })
    const slug = context.req.param('slug')
    const gatheringId = slug === undefined ? null : await readings.findId(slug)
    const snapshot = gatheringId === null ? null : await readings.snapshot(gatheringId, { kind: 'public' })
    const content = { now: pageClock(clock), snapshot, panic: form }
    const pathname = slug === undefined ? '/panic' : `/g/${encodeURIComponent(slug)}/panic`
    const { html } = await compose({ ...asked, pathname }, content).catch((error: unknown) => {
      if (!(error instanceof TooBusy)) throw error
      return compose({ ...asked, pathname }, { ...content, isDrawn: false })
    })
    // The form must send its own origin to us, so the page drops `no-referrer`; its URL contains no secret (`no-script-forms.ts`).
    const told = html.replace('<meta name="referrer" content="no-referrer">', '')
    const status = form.answer === null ? 200 : statusOf(form.answer)
    const packed = await compressPage(told, asked.packing, status)
    const headers = {
      ...packed.headers,
      'Cache-Control': 'no-store',
      'X-Robots-Tag': 'noindex',
      'Referrer-Policy': 'same-origin',
    }
    return new Response(packed.body, { status: packed.status, headers })
  }

  async function posted(context: Context): Promise<Response> {
    const body: Readonly<Record<string, unknown>> = await context.req.parseBody().catch(() => ({}))
    const text = (name: string): string => {
      const value = ownValue(body, name)
      return typeof value === 'string' ? value : ''
    }
    const credential = secretIn.exec(text('link'))?.[0]
    const slug = context.req.param('slug') ?? null
    const scope = slug === null ? 'installation' : credential === undefined ? 'gathering' : 'city'
    const panicId = text('form')
    const answer = await ask(context, { panicId, scope, gathering: slug, credential, typed: text('typed') })
    return page(context, { panicId: answer.ok ? panicId : makePanicId(), answer })
  }

  const asked = (context: Context) => page(context, { panicId: makePanicId(), answer: null })
  app.get('/panic', asked)
  app.get('/g/:slug/panic', asked)
  app.post('/panic', bodyLimit({ maxSize: requestBytes }), posted)
  app.post('/g/:slug/panic', bodyLimit({ maxSize: requestBytes }), posted)
}

function makePanicId(): string {
  return randomBytes(24).toString('base64url')
}

function statusOf(answer: PanicAnswer): 200 | 400 | 403 | 404 | 409 {
  if (answer.ok) return 200
  switch (answer.reason) {
    case 'malformed':
      return 400
    case 'not-found':
      return 404
    case 'name-not-typed':
      return 409
    default:
      return 403
  }
}
