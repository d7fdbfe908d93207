// The frame for other sites, and oEmbed (https://oembed.com), by which other programs find the frame for a link.
import { readFile } from 'node:fs/promises'
import type { Context, Hono } from 'hono'
import { textFor } from '#shared/domain/gathering.ts'
import { frameCode, frameSize } from '#shared/protocol/frame-code.ts'
import type { Clock } from '../clock-and-ids.ts'
import { answerKept, makeAnswer, packingOf, tagOf } from '../http/cached-response.ts'
import { interfaceLanguage } from '../http/known-language.ts'
import type { OwnOrigin } from '../http/own-origin.ts'
import { faceFamilies, findFaceFile } from '../pictures/face-file.ts'
import { pictureSizes } from '../pictures/picture.ts'
import { pictureAddress } from '../pictures/picture-address.ts'
import type { Readings } from '../reading/view-cache.ts'
import { wordsIn } from '../words/words.ts'

import { frameScript, frameStyle } from './frame-files.ts'
import { type FrameLight, framePage } from './frame-page.ts'

/** The only pages that other sites may frame: their only control is one link that opens its own page. */
const framable = [
  "default-src 'none'",
  "img-src 'self'",
  "style-src 'self'",
  "script-src 'self'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  'frame-ancestors *',
].join('; ')

const picture = pictureSizes.gathering
const asset = tagOf(frameStyle + frameScript).replace(/[^\w-]/g, '')
const kept = 'public, max-age=31536000, immutable'

export function addEmbed(
  app: Hono,
  parts: { readonly readings: Readings; readonly clock: Clock; readonly originOf: OwnOrigin },
): void {
  const { readings, clock, originOf } = parts
  const wordsOf = (context: Context) =>
    wordsIn(interfaceLanguage(context.req.query('lang'), context.req.header('accept-language')))

  app.get('/embed/frame.css', (context) =>
    context.body(frameStyle, 200, { 'Content-Type': 'text/css; charset=utf-8', 'Cache-Control': kept }),
  )
  app.get('/embed/frame.js', (context) =>
    context.body(frameScript, 200, {
      'Content-Type': 'text/javascript; charset=utf-8',
      'Cache-Control': kept,
    }),
  )

  for (const family of Object.values(faceFamilies)) {
    for (const script of ['common', 'arabic', 'latin']) {
      app.get(`/embed/${family}-${script}.woff2`, async (context) =>
        context.body(new Uint8Array(await readFile(findFaceFile(family, script))), 200, {
          'Content-Type': 'font/woff2',
          'Cache-Control': kept,
        }),
      )
    }
  }

  app.get('/embed/g/:slug', async (context) => {
    const gatheringId = await readings.findId(context.req.param('slug'))
    if (gatheringId === null) return context.notFound()
    const words = wordsOf(context)
    const origin = originOf(context)
    const light = lightOf(context.req.query('theme'))
    const packing = packingOf(context)
    const key = `frame ${words.language} ${origin} ${light} ${packing}`
    const make = async () => {
      const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
      if (snapshot === null) return null
      const html = framePage(snapshot, { words, origin, light, asset })
      const how = { type: 'text/html; charset=utf-8', packing, maxAgeS: 0 }
      const answer = await makeAnswer(html, { ...how, vary: 'Accept-Encoding, Accept-Language' })
      return { ...answer, headers: { ...answer.headers, 'Content-Security-Policy': framable } }
    }
    const made = await readings.remember(gatheringId, key, make, 'answers')
    if (made === null) return context.notFound()
    const answer = answerKept(context, made)
    // The frame's script counts by this clock, whatever the device's clock shows.
    answer.headers.set('Server-Timing', `clock;desc="${clock.now()}"`)
    return answer
  })

  app.get('/oembed', async (context) => {
    const { url, format, maxwidth, maxheight } = context.req.query()
    if (format !== undefined && format !== 'json') return context.json({ error: 'only JSON' }, 501)
    const origin = originOf(context)
    const slug = slugIn(url, origin)
    const gatheringId = slug === null ? null : await readings.findId(slug)
    const snapshot = gatheringId === null ? null : await readings.snapshot(gatheringId, { kind: 'public' })
    if (snapshot === null) return context.json({ error: 'no such gathering' }, 404)
    const words = wordsOf(context)
    const { title } = textFor(snapshot.gathering, words.language).text
    const width = atMost(maxwidth, frameSize.width)
    const height = atMost(maxheight, frameSize.height)
    // The card has one size; it is scaled to the available room.
    const scale = Math.min(1, limitOf(maxwidth) / picture.width, limitOf(maxheight) / picture.height)
    const frame = { origin, slug: snapshot.gathering.slug, language: words.language, title, width, height }
    return context.json(
      {
        version: '1.0',
        type: 'rich',
        title,
        provider_name: words.t('app.name'),
        provider_url: `${origin}/`,
        cache_age: 3600,
        html: frameCode(frame),
        width,
        height,
        thumbnail_url: await readings.remember(
          snapshot.gathering.gatheringId,
          `card address ${words.language} ${origin}`,
          async () => pictureAddress({ origin, language: words.language, snapshot }),
        ),
        thumbnail_width: Math.max(1, Math.floor(picture.width * scale)),
        thumbnail_height: Math.max(1, Math.floor(picture.height * scale)),
      },
      200,
      // Programs of other sites request it in their readers' browsers.
      { 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=300' },
    )
  })
}

function lightOf(asked: string | undefined): FrameLight {
  return asked === 'night' || asked === 'paper' ? asked : null
}

/** The slug in the URL of a gathering's or city's page on this installation; null for any other URL. */
function slugIn(url: string | undefined, origin: string): string | null {
  if (url === undefined || !URL.canParse(url)) return null
  const asked = new URL(url)
  if (asked.origin !== origin) return null
  return /^\/g\/([^/]+)(?:\/[\w-]*)?$/.exec(asked.pathname)?.[1] ?? null
}

/** The requested size limits the default one (oEmbed §2.2); ignores values that are not pixel lengths. */
function atMost(asked: string | undefined, usual: number): number {
  return Math.min(limitOf(asked), usual)
}

function limitOf(asked: string | undefined): number {
  return asked !== undefined && /^\d{1,6}(?:\.\d*)?$/.test(asked) && Number(asked) >= 1
    ? Math.floor(Number(asked))
    : Number.POSITIVE_INFINITY
}
