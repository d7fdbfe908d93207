// “I will watch from home” over HTTP: for pages with script, and as a form without script.
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import type { RefusalReason } from '#shared/protocol/answers.ts'
import type { WatchForm } from '#shared/protocol/drawn-page.ts'
import type { WatchFromHome } from '../commands/watch-from-home.ts'
import type { WatchingBudget } from '../sources/watching-budget.ts'
import { createComposePage } from './compose-page.ts'
import { type PlainFormsParts, sendForm } from './no-script-forms.ts'
import { readAsked } from './page-reader.ts'
import { pageClock } from './pages.ts'
import { sourceOf } from './source-of.ts'

export type WatchRoutesParts = PlainFormsParts & {
  readonly watchFromHome: WatchFromHome
  readonly watchingBudget: WatchingBudget
}

/** The largest request contains a receipt. */
const mostBytes = 1024

type Refused = { readonly ok: false; readonly reason: RefusalReason }

export function addWatchFromHome(app: Hono, parts: WatchRoutesParts): void {
  const { readings, clock, assets, drawer, isOwnOrigin } = parts

  /** Runs `act` with the requested gathering's id, unless the request comes from another site's page. */
  async function within<Answer>(
    context: Context,
    act: (gatheringId: string) => Promise<Answer>,
  ): Promise<Answer | Refused> {
    if (!isOwnOrigin(context.req.header('origin'), context.req.header('host')))
      return { ok: false, reason: 'not-allowed' }
    const gatheringId = await readings.findId(context.req.param('slug') ?? '')
    return gatheringId === null ? { ok: false, reason: 'not-found' } : act(gatheringId)
  }
  const hear = (context: Context) =>
    within(context, (gatheringId) =>
      parts.watchFromHome.answer(
        gatheringId,
        parts.watchingBudget.spend(sourceOf(context, parts.sources), gatheringId),
      ),
    )
  const takeBack = (context: Context, receipt: unknown) =>
    within(context, (gatheringId) =>
      parts.watchFromHome.takeBack(gatheringId, typeof receipt === 'string' ? receipt : ''),
    )

  app.post('/api/gatherings/:slug/watching', bodyLimit({ maxSize: mostBytes }), async (context) => {
    const answer = await hear(context)
    context.header('Cache-Control', 'no-store')
    return context.json(answer, statusOf(answer))
  })
  app.post('/api/gatherings/:slug/watching/take-back', bodyLimit({ maxSize: mostBytes }), async (context) => {
    const body: unknown = await context.req.json().catch(() => null)
    const receipt = typeof body === 'object' && body !== null && 'receipt' in body ? body.receipt : null
    const answer = await takeBack(context, receipt)
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

  app.get('/g/:slug/watch', (context) => page(context, { state: 'asked', receipt: null, refused: null }, 200))
  app.post('/g/:slug/watch', bodyLimit({ maxSize: mostBytes }), async (context) => {
    const body: Readonly<Record<string, unknown>> = await context.req.parseBody().catch(() => ({}))
    const { receipt } = body
    if (typeof receipt === 'string') {
      const answer = await takeBack(context, receipt)
      const watch: WatchForm = answer.ok
        ? { state: 'taken-back', receipt: null, refused: null }
        : { state: 'heard', receipt: isPassing(answer) ? receipt : null, refused: answer.reason }
      return page(context, watch, statusOf(answer))
    }
    const answer = await hear(context)
    const watch: WatchForm = answer.ok
      ? { state: 'heard', receipt: answer.receipt, refused: null }
      : { state: 'asked', receipt: null, refused: answer.reason }
    return page(context, watch, statusOf(answer))
  })
}

function isPassing({ reason }: Refused): boolean {
  return reason === 'server-trouble'
}

function statusOf(answer: { readonly ok: true } | Refused) {
  if (answer.ok) return 200
  switch (answer.reason) {
    case 'not-allowed':
      return 403
    case 'not-found':
    case 'link-not-valid':
      return 404
    case 'server-trouble':
      return 503
    default:
      return 409
  }
}
