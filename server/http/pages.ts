// Page routes: rendered with the public snapshot, and cached compressed until the gathering changes.
import { createHash } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { gatheringPhase } from '#shared/domain/moment.ts'
import type { GatheringSummary, Snapshot } from '#shared/protocol/views.ts'
import { createByteCache } from '../byte-cache.ts'
import type { Clock } from '../clock-and-ids.ts'
import { describeGathering } from '../pictures/describe-picture.ts'
import type { PictureMaker } from '../pictures/picture-maker.ts'
import { readRuns } from '../reading/stage-runs.ts'
import type { Readings } from '../reading/view-cache.ts'
import type { Store } from '../store/open-store.ts'
import { TooBusy } from '../too-busy.ts'
import { createAdaptiveCache } from '../ttl-cache.ts'
import { wordsIn } from '../words/words.ts'
import { type ComposePage, createComposePage } from './compose-page.ts'
import { type ComposedPage, composedPage } from './composed-page.ts'
import type { OwnOrigin } from './own-origin.ts'
import type { PageDrawer } from './page-drawer.ts'
import { gatheringPagePath, isPageThere, otherPagePath } from './page-path.ts'
import { type Asked, readAsked } from './page-reader.ts'
import { type Assets, serveAsset } from './static-assets.ts'

export type PagesParts = {
  readonly pictures: PictureMaker
  readonly store: Store
  readonly readings: Readings
  readonly clock: Clock
  readonly assets: Assets | null
  /** Null if only browsers render pages. */
  readonly drawer: PageDrawer | null
  /** The gatherings that a stranger's home page lists. */
  readonly readFront: () => Promise<readonly GatheringSummary[]>
  readonly originOf: OwnOrigin
  /** Hosts that may be framed in a page, beside the named providers. */
  readonly frameHosts: readonly string[]
}

const minuteMs = 60_000
/** Cache size for pages without a gathering; there are a few dozen, with all their languages and encodings. */
const bytesOfNone = 8 * 1024 * 1024
/** While many people reply, the numbers on a page may be this old; the socket sends current ones. */
const numbersMayBeOldMs = 1000
const listMayBeOldMs = 5000

/** A page's clock has minute precision, so that a page is rendered once per minute. */
export function pageClock(clock: Clock): number {
  return Math.floor(clock.now() / minuteMs) * minuteMs
}

export function addPages(app: Hono, parts: PagesParts): void {
  const { store, readings, clock, assets, drawer, readFront } = parts
  if (assets === null) return
  const compose: ComposePage = createComposePage(assets, drawer, parts.frameHosts)
  const cached = createAdaptiveCache(() => performance.now())
  const pagesOfNone = createByteCache<null>({ maxBytes: bytesOfNone })
  const languages = drawer?.languages ?? []
  const asks = (context: Context, snapshot: Snapshot | null) =>
    readAsked(context, { originOf: parts.originOf, languages, spoken: snapshot?.gathering.languages ?? [] })

  app.get('/assets/*', (context) => serveAsset(context, assets))
  app.get('/', homePage)
  app.get('/g/:slug/*', (context) => gatheringPage(context, context.req.param('slug')))
  app.get('/g/:slug', (context) => gatheringPage(context, context.req.param('slug')))
  app.get('*', (context) =>
    assets.has(context.req.path) ? serveAsset(context, assets) : otherPage(context, 200),
  )

  async function gatheringPage(context: Context, name: string): Promise<Response> {
    const gatheringId = await readings.findId(name)
    if (gatheringId === null) return otherPage(context, 404)
    const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
    // Strangers must not learn that a draft exists (A7): all its pages answer as not found. Its organizers' browser renders them.
    if (snapshot === null) return otherPage(context, 404)
    const asked = asks(context, snapshot)
    const path = gatheringPagePath(name, asked.pathname, snapshot)
    const now = drawer === null ? 0 : pageClock(clock)
    const key = `${keyOf({ ...asked, pathname: path })} ${now}`
    const remember = (what: string, make: () => Promise<ComposedPage>) =>
      readings.remember(gatheringId, `${what} ${key}`, make, 'answers')
    const make = (isDrawn: boolean) => makePage({ ...asked, pathname: path }, snapshot, now, isDrawn)
    if (drawer === null) return answer(await remember('page', () => make(false)), asked)
    const page = remember('page', async () => {
      const shape = await readings.remember(gatheringId, 'shape', async () => shapeOf(snapshot))
      return cached(`${gatheringId} ${key}`, shape, numbersMayBeOldMs, () => make(true))
    })
    return answer(await page.catch(undrawn(() => remember('undrawn page', () => make(false)))), asked)
  }

  /** Everything that a page depends on beside its gathering. Each value comes from a closed list, so that clients cannot fill the cache. */
  function keyOf({ pathname, language, interfaceLanguage, linkLanguage, origin }: Asked): string {
    const languagesOf = drawer === null ? language : `${interfaceLanguage} ${linkLanguage}`
    return `${pathname} ${languagesOf} ${origin}`
  }

  async function makePage(
    asked: Asked,
    snapshot: Snapshot | null,
    now: number,
    isDrawn: boolean,
  ): Promise<ComposedPage> {
    // The public address of a draft or of a closed city answers as not found; readers who may see it use the socket.
    const { pathname } = asked
    const isPublicPage = /^\/g\/[^/]+$/.test(pathname)
    const isTold = snapshot !== null && tellsRuns(pathname, snapshot, now)
    const runs = isTold ? await readRuns(store, readings, snapshot) : null
    const { html, isThere } = await compose(asked, { now, snapshot, runs, isDrawn })
    // A shared link makes chat apps request its preview picture.
    if (snapshot !== null && isPublicPage && isDrawn) {
      parts.pictures.prepare(describeGathering(snapshot, wordsIn(asked.interfaceLanguage), now))
    }
    const isHidden = !isPageThere(pathname) || (isPublicPage && snapshot === null)
    return composedPage(html, isThere && !isHidden ? 200 : 404)
  }

  async function homePage(context: Context): Promise<Response> {
    if (drawer === null) return otherPage(context, 200)
    const asked = asks(context, null)
    const summaries = await cached('list', '', numbersMayBeOldMs, readFront)
    const now = pageClock(clock)
    const make = async (isDrawn: boolean) => {
      const { html } = await compose(asked, { now, snapshot: null, summaries, isDrawn })
      return composedPage(html, 200)
    }
    const page = cached(`home ${keyOf(asked)} ${now}`, listShape(summaries), listMayBeOldMs, () => make(true))
    const bare = () => cached(`undrawn home ${keyOf(asked)}`, '', listMayBeOldMs, () => make(false))
    return answer(await page.catch(undrawn(bare)), asked)
  }

  async function otherPage(context: Context, usual: 200 | 404): Promise<Response> {
    const given = asks(context, null)
    const asked = { ...given, pathname: otherPagePath(given.pathname) }
    const make = async (isDrawn: boolean) => {
      const { html, isThere } = await compose(asked, { now: 0, snapshot: null, isDrawn })
      // Also if the page is sent empty and the browser shows the not-found message.
      return composedPage(html, isThere && isPageThere(asked.pathname) ? usual : 404)
    }
    const key = `${usual} ${keyOf(asked)}`
    const page = pagesOfNone.getOrLoad(key, null, () => make(true))
    return answer(
      await page.catch(undrawn(() => pagesOfNone.getOrLoad(`undrawn ${key}`, null, () => make(false)))),
      asked,
    )
  }
}

/** If too many pages wait to be rendered, the page is sent empty and the browser renders it. */
function undrawn(make: () => Promise<ComposedPage>): (error: unknown) => Promise<ComposedPage> {
  return (error) => {
    if (error instanceof TooBusy) return make()
    throw error
  }
}

/** True for the gathering's page and its programme page, once the gathering is over. */
function tellsRuns(path: string, snapshot: Snapshot, now: number): boolean {
  const zones = snapshot.meetings.map(({ place }) => place.timeZone)
  return (
    /^\/g\/[^/]+(\/programme)?\/?$/.test(path) && gatheringPhase(snapshot.gathering, now, zones) === 'past'
  )
}

/** Everything but the numbers of people: a city or an address that was closed must disappear at once. */
function shapeOf(snapshot: Snapshot | null): string {
  if (snapshot === null) return ''
  const { gathering, stage, programme, recordings, meetings } = snapshot
  return hashOf([gathering, stage, programme, recordings, meetings])
}

function listShape(summaries: readonly GatheringSummary[]): string {
  return hashOf(summaries.map(({ people: _, atLeast: __, ...rest }) => rest))
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url')
}

async function answer(page: ComposedPage, { packing }: Asked): Promise<Response> {
  const { body, status, headers } = await page.packed(packing)
  return new Response(body, { status, headers })
}
