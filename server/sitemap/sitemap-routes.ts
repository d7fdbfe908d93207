// Sitemaps and robots.txt: an index, and a sitemap for each gathering (https://www.sitemaps.org/protocol.html).
import type { Context, Hono } from 'hono'
import { helpPages } from '#shared/protocol/help-pages.ts'
import type { Clock } from '../clock-and-ids.ts'
import { escapeXml } from '../feeds/xml.ts'
import { answerKept, makeAnswer, packingOf } from '../http/cached-response.ts'
import type { OwnOrigin } from '../http/own-origin.ts'
import type { Readings } from '../reading/view-cache.ts'
import { listPublished } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import { createTtlCache } from '../ttl-cache.ts'
import { wordLanguages } from '../words/words.ts'

/** The protocol's limit for one index. */
const mostMaps = 50_000
const ownPages = ['/', '/about', '/help', ...helpPages.map((page) => `/help/${page}`)]
const xml = '<?xml version="1.0" encoding="utf-8"?>'
const names = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml"'

/** A page in each of its languages, each listing all the others and itself, as hreflang requires. */
function urlsOf(address: string, languages: readonly string[]): string {
  const alternates = [
    ...languages.map((language) => alternate(language, `${address}?lang=${language}`)),
    alternate('x-default', address),
  ].join('')
  return ['', ...languages.map((language) => `?lang=${language}`)]
    .map((query) => `<url><loc>${escapeXml(address + query)}</loc>${alternates}</url>`)
    .join('\n')
}

function alternate(language: string, address: string): string {
  return `<xhtml:link rel="alternate" hreflang="${escapeXml(language)}" href="${escapeXml(address)}"/>`
}

const mapOf = (urls: readonly string[]) => `${xml}\n<urlset ${names}>\n${urls.join('\n')}\n</urlset>\n`

export function addSitemap(
  app: Hono,
  parts: {
    readonly store: Store
    readonly readings: Readings
    readonly clock: Clock
    readonly originOf: OwnOrigin
  },
): void {
  const { store, readings, originOf } = parts
  const cached = createTtlCache(parts.clock)
  const write = (text: string, context: Context) =>
    makeAnswer(text, { type: 'application/xml; charset=utf-8', packing: packingOf(context), maxAgeS: 0 })

  app.get('/sitemap.xml', async (context) => {
    const origin = originOf(context)
    const made = await cached(`index ${origin} ${packingOf(context)}`, async () => {
      const gatherings = await listPublished(store.db, mostMaps - 1)
      const maps = ['/sitemap-pages.xml', ...gatherings.map(({ slug }) => `/g/${slug}/sitemap.xml`)]
      const lines = maps.map((path) => `<sitemap><loc>${escapeXml(origin + path)}</loc></sitemap>`)
      return write(`${xml}\n<sitemapindex ${names}>\n${lines.join('\n')}\n</sitemapindex>\n`, context)
    })
    return answerKept(context, made)
  })

  app.get('/sitemap-pages.xml', async (context) => {
    const origin = originOf(context)
    const made = await cached(`pages ${origin} ${packingOf(context)}`, async () =>
      write(mapOf(ownPages.map((path) => urlsOf(origin + path, wordLanguages))), context),
    )
    return answerKept(context, made)
  })

  app.get('/g/:slug/sitemap.xml', async (context) => {
    const gatheringId = await readings.findId(context.req.param('slug'))
    if (gatheringId === null) return context.notFound()
    const origin = originOf(context)
    const key = `sitemap ${origin} ${packingOf(context)}`
    const make = async () => {
      const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
      if (snapshot === null) return null
      const page = `${origin}/g/${snapshot.gathering.slug}`
      const languages = [...new Set([...snapshot.gathering.languages, ...wordLanguages])]
      const pages = [page, ...snapshot.meetings.map(({ meetingId }) => `${page}/${meetingId}`)]
      return write(mapOf(pages.map((address) => urlsOf(address, languages))), context)
    }
    const made = await readings.remember(gatheringId, key, make, 'answers')
    return made === null ? context.notFound() : answerKept(context, made)
  })

  // The pages of replies, hosts and organizers need a secret, so robots are excluded.
  app.get('/robots.txt', (context) =>
    context.text(
      [
        'User-agent: *',
        'Disallow: /api/',
        'Disallow: /claim',
        'Disallow: /g/*/reply',
        'Disallow: /g/*/host',
        'Disallow: /g/*/organize',
        'Disallow: /g/*/control',
        'Allow: /',
        `Sitemap: ${originOf(context)}/sitemap.xml`,
        '',
      ].join('\n'),
    ),
  )
}
