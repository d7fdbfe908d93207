// The pages: the client's shell with the public snapshot in it, made and compressed once for as long as the gathering stays as it is.
import type { Context, Hono } from 'hono'
import type { Readings } from '../reading/readings.ts'
import { compressPage, type PackedPage, packingFor } from './packed-page.ts'
import { askedLanguage, pageShell } from './page-shell.ts'
import { type Assets, serveAsset } from './static-assets.ts'

export function addPages(
  app: Hono,
  parts: {
    readonly readings: Readings
    readonly assets: Assets | null
    readonly publicUrl: string | undefined
  },
): void {
  const { readings, assets, publicUrl } = parts
  if (assets === null) return
  const pagesOfNone = new Map<string, Promise<PackedPage>>()

  app.get('/assets/*', (context) => serveAsset(context, assets))
  app.get('/g/:slug/*', (context) => gatheringPage(context, context.req.param('slug')))
  app.get('/g/:slug', (context) => gatheringPage(context, context.req.param('slug')))
  app.get('*', (context) =>
    assets.has(context.req.path) ? serveAsset(context, assets) : otherPage(context, 200),
  )

  async function gatheringPage(context: Context, slug: string): Promise<Response> {
    const gatheringId = await readings.findId(slug)
    if (gatheringId === null) return otherPage(context, 404)
    const asked = readAsked(context)
    const { pathname, language, packing, origin } = asked
    const key = `page ${pathname} ${language} ${packing} ${origin}`
    return answer(await readings.remember(gatheringId, key, () => makePage(gatheringId, asked)))
  }

  async function makePage(gatheringId: string, asked: Asked): Promise<PackedPage> {
    const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
    // A draft's public address answers as one where nothing stands; its organizers' own pages ask for it over the socket.
    const isPublicPage = /^\/g\/[^/]+\/?$/.test(asked.pathname)
    return compressPage(shell(asked, snapshot), asked.packing, isPublicPage && snapshot === null ? 404 : 200)
  }

  async function otherPage(context: Context, status: number): Promise<Response> {
    const asked = readAsked(context)
    const html = shell(asked, null)
    const key = `${status} ${asked.packing} ${html}`
    const made = pagesOfNone.get(key) ?? compressPage(html, asked.packing, status)
    if (pagesOfNone.size >= 100) pagesOfNone.clear()
    pagesOfNone.set(key, made)
    return answer(await made)
  }

  function shell(asked: Asked, snapshot: Parameters<typeof pageShell>[1]['snapshot']): string {
    if (assets === null) throw new Error('no client to serve')
    const { pathname, language, origin } = asked
    const preloads = assets.preloads.tagsFor(pathname, language)
    return pageShell(assets.template, { snapshot, language, preloads, origin, pathname })
  }

  function readAsked(context: Context): Asked {
    const url = new URL(context.req.url)
    return {
      pathname: url.pathname,
      language: askedLanguage(context.req.query('lang'), context.req.header('accept-language')),
      packing: packingFor(context.req.header('accept-encoding')),
      origin: publicUrl ?? url.origin,
    }
  }
}

type Asked = {
  readonly pathname: string
  readonly language: string
  readonly packing: ReturnType<typeof packingFor>
  readonly origin: string
}

function answer({ body, status, headers }: PackedPage): Response {
  return new Response(body, { status, headers })
}
