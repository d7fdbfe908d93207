// The pages: drawn, with the public snapshot in them, made and compressed once for as long as the gathering stays as it is.
import type { Context, Hono } from 'hono'
import { gatheringPhase } from '#shared/domain/moment.ts'
import type { GatheringSummary, Snapshot } from '#shared/protocol/views.ts'
import type { Clock } from '../environment.ts'
import type { Readings } from '../reading/readings.ts'
import { readRuns } from '../reading/stage-runs.ts'
import type { Store } from '../store/open-store.ts'
import { type Asked, readAsked } from './asked.ts'
import { type ComposePage, createComposePage } from './compose-page.ts'
import { compressPage, type PackedPage } from './packed-page.ts'
import type { PageDrawer } from './page-drawer.ts'
import { createRecently } from './recently.ts'
import { type Assets, serveAsset } from './static-assets.ts'

export type PagesParts = {
  readonly store: Store
  readonly readings: Readings
  readonly clock: Clock
  readonly assets: Assets | null
  /** Null where pages are drawn by browsers alone. */
  readonly drawer: PageDrawer | null
  /** What a stranger's home page lists. */
  readonly readFront: () => Promise<readonly GatheringSummary[]>
  readonly publicUrl: string | undefined
  /** Whose frames may stand in a page, beside the named providers'. */
  readonly frameHosts: readonly string[]
}

const minuteMs = 60_000
/** While a crowd replies, numbers on a page may be this old; the socket brings newer ones. */
const numbersMayBeOldMs = 1000
const listMayBeOldMs = 5000

/** A page's clock goes by the minute, so that it is drawn once in it. */
export function pageClock(clock: Clock): number {
  return Math.floor(clock.now() / minuteMs) * minuteMs
}

export function addPages(app: Hono, parts: PagesParts): void {
  const { store, readings, clock, assets, drawer, readFront } = parts
  if (assets === null) return
  const compose: ComposePage = createComposePage(assets, drawer, parts.frameHosts)
  const recently = createRecently(() => performance.now())
  const pagesOfNone = new Map<string, Promise<PackedPage>>()
  const languages = drawer?.languages ?? []
  const asks = (context: Context) => readAsked(context, { publicUrl: parts.publicUrl, languages })

  app.get('/assets/*', (context) => serveAsset(context, assets))
  app.get('/', homePage)
  app.get('/g/:slug/*', (context) => gatheringPage(context, context.req.param('slug')))
  app.get('/g/:slug', (context) => gatheringPage(context, context.req.param('slug')))
  app.get('*', (context) =>
    assets.has(context.req.path) ? serveAsset(context, assets) : otherPage(context, 200),
  )

  async function gatheringPage(context: Context, slug: string): Promise<Response> {
    const gatheringId = await readings.findId(slug)
    if (gatheringId === null) return otherPage(context, 404)
    const asked = asks(context)
    const now = drawer === null ? 0 : pageClock(clock)
    const key = `page ${keyOf(asked)} ${now}`
    return answer(
      await readings.remember(gatheringId, key, async () => {
        const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
        const make = () => makePage(asked, snapshot, now)
        if (drawer === null) return make()
        return recently(`${gatheringId} ${key}`, shapeOf(snapshot), numbersMayBeOldMs, make)
      }),
    )
  }

  async function makePage(asked: Asked, snapshot: Snapshot | null, now: number): Promise<PackedPage> {
    // A draft's public address, or a closed city's, answers as one where nothing stands; whoever may see it asks over the socket.
    const isPublicPage = /^\/g\/[^/]+\/?$/.test(asked.pathname)
    const path = drawnPath(asked.pathname, snapshot)
    const runs =
      snapshot === null || !tellsRuns(path, snapshot, now) ? null : await readRuns(store, readings, snapshot)
    const { html, isThere } = await compose(asked, { path, now, snapshot, runs })
    const isHidden = path !== asked.pathname || (isPublicPage && snapshot === null)
    return compressPage(html, asked.packing, isThere && !isHidden ? 200 : 404)
  }

  async function homePage(context: Context): Promise<Response> {
    if (drawer === null) return otherPage(context, 200)
    const asked = asks(context)
    const summaries = await recently('list', '', numbersMayBeOldMs, readFront)
    const now = pageClock(clock)
    const page = recently(`home ${keyOf(asked)} ${now}`, listShape(summaries), listMayBeOldMs, async () =>
      compressPage((await compose(asked, { now, snapshot: null, summaries })).html, asked.packing, 200),
    )
    return answer(await page)
  }

  async function otherPage(context: Context, usual: 200 | 404): Promise<Response> {
    const asked = asks(context)
    const { html, isThere } = await compose(asked, { now: 0, snapshot: null })
    const status = isThere ? usual : 404
    const key = `${status} ${asked.packing} ${html}`
    const made = pagesOfNone.get(key) ?? compressPage(html, asked.packing, status)
    if (pagesOfNone.size >= 100) pagesOfNone.clear()
    pagesOfNone.set(key, made)
    return answer(await made)
  }
}

function keyOf({ pathname, language, interfaceLanguage, linkLanguage, packing, origin }: Asked): string {
  return `${pathname} ${language} ${interfaceLanguage} ${linkLanguage} ${packing} ${origin}`
}

/** All cities that are not there read alike: none of them is worth a drawing of its own. */
function drawnPath(pathname: string, snapshot: Snapshot | null): string {
  const [, slug, inner, ...deeper] = pathname.split('/').filter((part) => part !== '')
  if (slug === undefined || inner === undefined || deeper.length > 0) return pathname
  const isCity =
    snapshot?.meetings.some(
      ({ meetingId, mergedFrom }) =>
        meetingId === inner || mergedFrom.some((merged) => merged.meetingId === inner),
    ) ?? false
  const isLong = inner.length >= 20
  return isLong && !isCity ? `/g/${slug}/-` : pathname
}

/** The gathering's page and its programme's, once the hour is over. */
function tellsRuns(path: string, snapshot: Snapshot, now: number): boolean {
  const zones = snapshot.meetings.map(({ place }) => place.timeZone)
  return (
    /^\/g\/[^/]+(\/programme)?\/?$/.test(path) && gatheringPhase(snapshot.gathering, now, zones) === 'past'
  )
}

/** Everything but the numbers of people: a city or an address that was closed must not stand there a moment longer. */
function shapeOf(snapshot: Snapshot | null): string {
  if (snapshot === null) return ''
  const { gathering, stage, programme, recordings, meetings } = snapshot
  return JSON.stringify([gathering, stage, programme, recordings, meetings])
}

function listShape(summaries: readonly GatheringSummary[]): string {
  return JSON.stringify(summaries.map(({ people: _, atLeast: __, ...rest }) => rest))
}

function answer({ body, status, headers }: PackedPage): Response {
  return new Response(body, { status, headers })
}
