// The world map as a picture, for pages without script: rendered once per place and quarter of an hour.
import type { Context, Hono } from 'hono'
import { createByteCache } from '../byte-cache.ts'
import { compressPage, type PackedPage, packingFor } from './packed-page.ts'
import type { PageDrawer } from './page-drawer.ts'

const stepMs = 15 * 60_000
const maxBytes = 8 * 1024 * 1024

export function addWorldFile(app: Hono, { drawer }: { readonly drawer: PageDrawer | null }): void {
  if (drawer === null) return
  const { drawWorld } = drawer
  const kept = createByteCache<null>({ maxBytes })

  /** `centre`: the longitude at the centre, degrees. `at`: epoch ms. */
  app.get('/world.svg', async (context: Context) => {
    const centre = Math.round(Number(context.req.query('centre')))
    const at = Math.floor(Number(context.req.query('at')) / stepMs) * stepMs
    if (!(Math.abs(centre) <= 180 && at >= 0 && at < 8e15)) return context.notFound()
    const packing = packingFor(context.req.header('accept-encoding'))
    const key = `${centre} ${at} ${packing}`
    const made = await kept.getOrLoad(key, null, async (): Promise<PackedPage | null> => {
      const svg = await kept.getOrLoad(`${centre} ${at}`, null, () => drawWorld(centre, at))
      return svg === null ? null : compressPage(svg, packing, 200)
    })
    if (made === null) {
      kept.delete(key)
      kept.delete(`${centre} ${at}`)
      return context.notFound()
    }
    const { body, status, headers } = made
    const own = {
      'Content-Type': 'image/svg+xml',
      'Cache-Control': 'public, max-age=86400',
      Vary: 'Accept-Encoding',
    }
    return new Response(body, { status, headers: { ...headers, ...own } })
  })
}
