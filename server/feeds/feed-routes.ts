// Feeds of the installation and of each gathering, as Atom and as JSON, in the reader's language.
import type { Context, Hono } from 'hono'
import { textFor } from '#shared/domain/gathering.ts'
import type { Clock } from '../clock-and-ids.ts'
import { answerKept, makeAnswer, packingOf } from '../http/cached-response.ts'
import { interfaceLanguage, knownLanguage } from '../http/known-language.ts'
import type { OwnOrigin } from '../http/own-origin.ts'
import { createHistories } from '../reading/histories.ts'
import type { Readings } from '../reading/view-cache.ts'
import { listPublished } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import { createTtlCache } from '../ttl-cache.ts'
import { wordsIn } from '../words/words.ts'
import { type Feed, type FeedFormat, mostEntries, newestFirst } from './feed.ts'
import { callEntry, gatheringEntries, type Reader } from './gathering-entries.ts'
import { writeAtom } from './write-atom.ts'
import { writeJsonFeed } from './write-json-feed.ts'

const formats = {
  atom: { type: 'application/atom+xml; charset=utf-8', write: writeAtom },
  json: { type: 'application/feed+json; charset=utf-8', write: writeJsonFeed },
} as const

export function addFeeds(
  app: Hono,
  parts: {
    readonly store: Store
    readonly readings: Readings
    readonly clock: Clock
    readonly originOf: OwnOrigin
  },
): void {
  const { store, readings, originOf } = parts
  const histories = createHistories(store)
  const cached = createTtlCache(parts.clock)

  for (const format of ['atom', 'json'] as const) {
    app.get(`/feed.${format}`, async (context) => {
      const { reader, packing, key } = readAsked(context, await languagesOfAll())
      const made = await cached(`${format} ${key}`, async () =>
        write(await instanceFeed(reader), format, packing),
      )
      return answerKept(context, made)
    })
    app.get(`/g/:slug/feed.${format}`, async (context) => {
      const gatheringId = await readings.findId(context.req.param('slug'))
      if (gatheringId === null) return context.notFound()
      const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
      if (snapshot === null) return context.notFound()
      const { reader, packing, key } = readAsked(context, snapshot.gathering.languages)
      const make = async () => {
        const feed = await gatheringFeed(gatheringId, reader)
        return feed === null ? null : write(feed, format, packing)
      }
      const made = await readings.remember(gatheringId, `feed ${format} ${key}`, make, 'answers')
      return made === null ? context.notFound() : answerKept(context, made)
    })
  }

  /** The languages of the published gatherings' texts. */
  function languagesOfAll(): Promise<ReadonlySet<string>> {
    return cached('languages', async () => {
      const published = await listPublished(store.db, mostEntries)
      const languages = new Set<string>()
      for (const { gatheringId, version } of published) {
        readings.heads.raise(gatheringId, version)
        await readings.versionFor(gatheringId, { kind: 'public' })
        const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
        for (const language of snapshot?.gathering.languages ?? []) languages.add(language)
      }
      return languages
    })
  }

  function readAsked(context: Context, spoken: Iterable<string>) {
    const asked = knownLanguage(context, spoken)
    const origin = originOf(context)
    const packing = packingOf(context)
    const words = wordsIn(interfaceLanguage(context.req.query('lang'), context.req.header('accept-language')))
    const reader: Reader = { origin, words, language: asked }
    return { reader, packing, key: `${asked} ${words.language} ${packing} ${origin}` }
  }

  const write = (feed: Feed, format: FeedFormat, packing: ReturnType<typeof packingOf>) =>
    makeAnswer(formats[format].write(feed), {
      type: formats[format].type,
      packing,
      maxAgeS: 0,
      vary: 'Accept-Encoding, Accept-Language',
    })

  async function instanceFeed(reader: Reader): Promise<Feed> {
    const { origin, words, language } = reader
    const published = await listPublished(store.db, mostEntries)
    const entries = []
    for (const { gatheringId, version } of published) {
      readings.heads.raise(gatheringId, version)
      await readings.versionFor(gatheringId, { kind: 'public' })
      const entry = await readings.remember(gatheringId, `feed entry ${language} ${origin}`, async () => {
        const [snapshot, history] = await read(gatheringId)
        return snapshot === null || history === null ? null : callEntry(snapshot, history, reader)
      })
      if (entry !== null) entries.push(entry)
    }
    return {
      link: `${origin}/`,
      self: (format) => `${origin}/feed.${format}?lang=${language}`,
      title: words.t('feed.all'),
      subtitle: words.t('app.tagline'),
      language: words.language,
      author: words.t('app.name'),
      entries: newestFirst(entries),
    }
  }

  async function gatheringFeed(gatheringId: string, reader: Reader): Promise<Feed | null> {
    const { origin, words, language } = reader
    const [snapshot, history] = await read(gatheringId)
    if (snapshot === null || history === null) return null
    const { gathering } = snapshot
    const { text, language: spoken } = textFor(gathering, language)
    return {
      link: `${origin}/g/${gathering.slug}?lang=${language}`,
      self: (format) => `${origin}/g/${gatheringId}/feed.${format}?lang=${language}`,
      title: text.title,
      subtitle: text.slogan,
      language: spoken,
      author: words.t('app.name'),
      entries: newestFirst(gatheringEntries(snapshot, history, reader)),
    }
  }

  function read(gatheringId: string) {
    return Promise.all([readings.snapshot(gatheringId, { kind: 'public' }), histories.read(gatheringId)])
  }
}
