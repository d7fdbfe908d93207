// “I will watch from home” over HTTP: for pages with script, and as a form for those without.
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { WatchForm } from '#shared/protocol/drawn-page.ts'
import type { WatchAnswer, WatchFromHome } from '../commands/watch-from-home.ts'
import type { WatchingBudget } from '../sources/watching-budget.ts'
import { readAsked } from './asked.ts'
import { createComposePage } from './compose-page.ts'
import { pageClock } from './pages.ts'
import { type PlainFormsParts, sendForm } from './plain-forms.ts'
import { sourceOf } from './source-of.ts'

export type WatchRoutesParts = PlainFormsParts & {
  readonly watchFromHome: WatchFromHome
  readonly watchingBudget: WatchingBudget
}

/** Nothing has to be said beside the address. */
const mostBytes = 1024

export function addWatchFromHome(app: Hono, parts: WatchRoutesParts): void {
  const { readings, clock, assets, drawer, isOwnOrigin } = parts

  async function hear(
    context: Context,
  ): Promise<WatchAnswer | { readonly ok: false; readonly reason: 'not-allowed' }> {
    if (!isOwnOrigin(context.req.header('origin'), context.req.header('host')))
      return { ok: false, reason: 'not-allowed' }
    const gatheringId = await readings.findId(context.req.param('slug') ?? '')
    if (gatheringId === null) return { ok: false, reason: 'not-found' }
    return parts.watchFromHome(
      gatheringId,
      parts.watchingBudget.spend(sourceOf(context, parts.sources), gatheringId),
    )
  }

  app.post('/api/gatherings/:slug/watching', bodyLimit({ maxSize: mostBytes }), async (context) => {
    const answer = await hear(context)
    context.header('Cache-Control', 'no-store')
    return context.json(answer, statusOf(answer))
  })

  if (assets === null || drawer === null) return
  const compose = createComposePage(assets, drawer, parts.frameHosts)

  async function page(context: Context, watch: WatchForm, status: number): Promise<Response> {
    const asked = readAsked(context, { originOf: parts.originOf, languages: drawer?.languages ?? [] })
    const gatheringId = await readings.findId(context.req.param('slug') ?? '')
    const snapshot = gatheringId === null ? null : await readings.snapshot(gatheringId, { kind: 'public' })
    const { html } = await compose(asked, {
      now: pageClock(clock),
      snapshot,
      watch: snapshot === null ? null : watch,
    })
    return sendForm(html, asked.packing, snapshot === null ? 404 : status, true)
  }

  app.get('/g/:slug/watch', (context) => page(context, { isHeard: false, refused: null }, 200))
  app.post('/g/:slug/watch', bodyLimit({ maxSize: mostBytes }), async (context) => {
    const answer = await hear(context)
    const watch = { isHeard: answer.ok, refused: answer.ok ? null : answer.reason }
    return page(context, watch, statusOf(answer))
  })
}

function statusOf(
  answer: Awaited<ReturnType<WatchFromHome>> | { readonly ok: false; readonly reason: 'not-allowed' },
) {
  if (answer.ok) return 200
  switch (answer.reason) {
    case 'not-allowed':
      return 403
    case 'not-found':
      return 404
    case 'server-trouble':
      return 503
    default:
      return 409
  }
}
