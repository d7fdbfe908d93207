// Pictures over HTTP: link preview cards, the world for frames, posters.
import type { Context, Hono } from 'hono'
import type { MeetingView, Snapshot } from '#shared/protocol/views.ts'
import type { Clock } from '../clock-and-ids.ts'
import { isKnown } from '../http/cached-response.ts'
import { interfaceLanguage } from '../http/known-language.ts'
import type { OwnOrigin } from '../http/own-origin.ts'
import type { Readings } from '../reading/view-cache.ts'
import { wordsIn } from '../words/words.ts'
import {
  describeCity,
  describeGathering,
  describeInstallation,
  describePoster,
  describeWorld,
  isPastIn,
} from './describe-picture.ts'
import type { Picture } from './picture.ts'
import { fingerprint } from './picture-address.ts'
import type { PictureMaker } from './picture-maker.ts'

export function addPictures(
  app: Hono,
  parts: {
    readonly readings: Readings
    readonly pictures: PictureMaker
    readonly originOf: OwnOrigin
    readonly clock: Clock
  },
): void {
  const { readings, pictures, originOf, clock } = parts

  const wordsOf = (context: Context) =>
    wordsIn(interfaceLanguage(context.req.query('lang'), context.req.header('accept-language')))

  app.get('/picture.png', (context) => answer(context, marked(describeInstallation(wordsOf(context)))))

  app.get('/g/:slug/picture.png', async (context) => {
    const snapshot = await read(context.req.param('slug'))
    if (snapshot === null) return context.notFound()
    const words = wordsOf(context)
    return answer(
      context,
      await describe(snapshot, `card ${words.language}${pastKey(snapshot, null)}`, () =>
        describeGathering(snapshot, words, clock.now()),
      ),
    )
  })

  app.get('/g/:slug/world.png', async (context) => {
    const snapshot = await read(context.req.param('slug'))
    if (snapshot === null) return context.notFound()
    const isNight = context.req.query('night') !== undefined
    return answer(
      context,
      await describe(snapshot, `world ${isNight}`, () => describeWorld(snapshot, isNight)),
    )
  })

  app.get('/g/:slug/:meetingId/picture.png', async (context) => {
    const { slug, meetingId } = context.req.param()
    const found = await readMeeting(slug, meetingId)
    if (found === null) return context.notFound()
    const { snapshot, meeting } = found
    const words = wordsOf(context)
    return answer(
      context,
      await describe(snapshot, `card ${meetingId} ${words.language}${pastKey(snapshot, meeting)}`, () =>
        describeCity(snapshot, meeting, words, clock.now()),
      ),
    )
  })

  app.get('/g/:slug/:meetingId/poster.png', async (context) => {
    const { slug, meetingId } = context.req.param()
    const found = await readMeeting(slug, meetingId)
    if (found === null) return context.notFound()
    const { snapshot, meeting } = found
    const words = wordsOf(context)
    const format = context.req.query('format') === 'story' ? 'story' : 'a4'
    const origin = originOf(context)
    const key = `poster ${meetingId} ${format} ${words.language} ${origin}${pastKey(snapshot, meeting)}`
    const poster = await describe(snapshot, key, () =>
      describePoster(snapshot, meeting, words, { format, origin, now: clock.now() }),
    )
    return answer(context, poster, `multaqa-${slug}-${format}.png`)
  })

  function pastKey(snapshot: Snapshot, meeting: MeetingView | null): string {
    return isPastIn(snapshot, meeting, clock.now()) ? ' past' : ''
  }

  /** A picture's description is cached per version: with hundreds of cities it takes a while. */
  function describe(snapshot: Snapshot, key: string, make: () => Picture): Promise<Marked> {
    return readings.remember(
      snapshot.gathering.gatheringId,
      `picture ${key}`,
      async () => marked(make()),
      'answers',
    )
  }

  async function read(slug: string): Promise<Snapshot | null> {
    const gatheringId = await readings.findId(slug)
    return gatheringId === null ? null : readings.snapshot(gatheringId, { kind: 'public' })
  }

  async function readMeeting(
    slug: string,
    meetingId: string,
  ): Promise<{ readonly snapshot: Snapshot; readonly meeting: MeetingView } | null> {
    const snapshot = await read(slug)
    const meeting = snapshot?.meetings.find((view) => view.meetingId === meetingId)
    return snapshot === null || meeting === undefined ? null : { snapshot, meeting }
  }

  /** `file`: the suggested file name for saving. */
  async function answer(context: Context, { picture, mark }: Marked, file?: string): Promise<Response> {
    const tag = `"${mark}"`
    const headers: Record<string, string> = {
      // A URL with the right fingerprint may be cached; the page names another URL when the picture changes.
      'Cache-Control': context.req.query('v') === mark ? 'public, max-age=86400' : 'no-cache',
      ETag: tag,
      Vary: 'Accept-Language',
      // Other sites may show these pictures.
      'Cross-Origin-Resource-Policy': 'cross-origin',
    }
    if (isKnown(context, tag)) return new Response(null, { status: 304, headers })
    const png = await pictures.make(picture)
    headers['Content-Type'] = 'image/png'
    if (file !== undefined) headers['Content-Disposition'] = `inline; filename="${file}"`
    return new Response(png, { headers })
  }
}

/** With its fingerprint. */
type Marked = { readonly picture: Picture; readonly mark: string }

function marked(picture: Picture): Marked {
  return { picture, mark: fingerprint(picture) }
}
