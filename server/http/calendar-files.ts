// Calendar files and feeds, cached until their content changes.
import type { Context, Hono } from 'hono'
import { createByteCache } from '../byte-cache.ts'
import {
  type Filter,
  gatheringCalendar,
  installationCalendar,
  meetingCalendar,
  meetingsCalendar,
  programmeCalendar,
  repliesCalendar,
  type Written,
} from '../calendar/calendars.ts'
import type { Reader } from '../calendar/entries.ts'
import type { Clock } from '../clock-and-ids.ts'
import { type Plan, readPlan } from '../reading/plan.ts'
import { readTicketsByFeed } from '../reading/ticket.ts'
import type { Readings } from '../reading/view-cache.ts'
import { listDatedGatherings } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import { isKnown, tagOf } from './cached-response.ts'
import { interfaceLanguage, knownLanguage } from './known-language.ts'
import type { OwnOrigin } from './own-origin.ts'
import { type Packing, pack, packingFor } from './packed-page.ts'

type CalendarParts = {
  readonly store: Store
  readonly readings: Readings
  readonly clock: Clock
  readonly originOf: OwnOrigin
}

type Asked = Reader & { readonly path: string }
type File = Awaited<ReturnType<typeof pack>> & { readonly tag: string; readonly changedAt: number }

const stranger = { kind: 'public' } as const

/** Past gatherings stay in the installation's calendar for a month. */
const pastMs = 31 * 86_400_000
const mostGatherings = 300
/** A file with a hundred meetings is about 60 KB. */
const maxBytes = 16 * 1024 * 1024
const mostReplies = 20

export function addCalendarFiles(app: Hono, parts: CalendarParts): void {
  const { store, readings, clock, originOf } = parts
  /** The latest file under each name, valid while its sources are unchanged. */
  const latest = createByteCache<string>({ maxBytes })
  const dated = createByteCache<string>({ maxBytes })
  let generation = 0
  readings.heads.followLayers((_gatheringId, layers) => {
    if (layers.get('public') === false) generation += 1
  })
  readings.heads.follow(
    () => undefined,
    () => {
      generation += 1
    },
  )

  app.get('/g/:file{[A-Za-z0-9_-]+\\.ics}', (context) => {
    const slug = nameOf(context)
    return ofGathering(context, slug, `/g/${slug}.ics`, (plan, asked) => meetingsCalendar(plan, asked))
  })
  app.get('/g/:slug/:file{[A-Za-z0-9_-]+\\.ics}', (context) => {
    const name = nameOf(context)
    const slug = context.req.param('slug')
    return ofGathering(context, slug, `/g/${slug}/${name}.ics`, (plan, asked) => {
      if (name === 'programme') return programmeCalendar(plan, asked)
      return name === 'gathering' ? gatheringCalendar(plan, asked) : meetingCalendar(plan, name, asked)
    })
  })
  app.get('/calendar.ics', async (context) => {
    const filter = readFilter(context)
    const file = filter === null ? null : await ofInstallation(context, filter)
    return file === null ? context.notFound() : answer(context, file, 'multaqa')
  })
  app.get('/feed/:file{[A-Za-z0-9_.,-]+\\.ics}', async (context) => {
    const tokens = nameOf(context).split(',').slice(0, mostReplies)
    const file = await ofReplies(tokens, readAsked(context, [], new URL(context.req.url).pathname))
    if (file === null) return context.notFound()
    return new Response(file.text, {
      // The file may contain an address that nobody else may see, and its URL contains a key.
      headers: {
        ...calendarHeaders('multaqa'),
        'Cache-Control': 'private, no-store',
        'X-Robots-Tag': 'noindex',
      },
    })
  })

  async function ofGathering(
    context: Context,
    slug: string,
    path: string,
    make: (plan: Plan, asked: Asked) => Written | null,
  ): Promise<Response> {
    const gatheringId = await readings.findId(slug)
    const plan = gatheringId === null ? null : await readPlan(store, readings, gatheringId)
    if (gatheringId === null || plan === null) return context.notFound()
    const asked = readAsked(context, plan.gathering.languages, path)
    const packing = packingFor(context.req.header('accept-encoding'))
    const key = `${gatheringId} ${asked.path} ${asked.wordsLanguage} ${packing} ${asked.origin}`
    const planTag = await readings.remember(gatheringId, 'plan tag', async () => tagOf(JSON.stringify(plan)))
    // Every reply makes a new version but leaves the calendar content unchanged, and writing a file takes longer than reading the plan.
    const file = await latest.getOrLoad(key, planTag, async () => {
      const written = make(plan, asked)
      return written === null ? null : packFile(written, packing)
    })
    if (file !== null) return answer(context, file, `multaqa-${slug}`)
    // Names of calendars that do not exist are not cached, because there is no limit on them.
    latest.delete(key)
    return context.notFound()
  }

  async function ofInstallation(context: Context, filter: Filter): Promise<File> {
    const { gatheringIds, countries, languages } = await readAll()
    const asked = readAsked(context, languages, '/calendar.ics', filter)
    const packing = packingFor(context.req.header('accept-encoding'))
    const isKnown =
      (filter.country === undefined || countries.has(filter.country)) &&
      (filter.spoken === undefined || languages.has(filter.spoken))
    // A filter without matches gets an empty calendar, made at once and not cached.
    if (!isKnown) return packFile(installationCalendar([], filter, asked), packing)
    return latest.getOrLoad(
      `${asked.path} ${asked.wordsLanguage} ${packing} ${asked.origin}`,
      versionsOf(gatheringIds),
      async () => packFile(installationCalendar(await readPlans(gatheringIds), filter, asked), packing),
    )
  }

  /** The gatherings and the filters available for them; refreshed after a plan changes, or after a second. */
  async function readAll() {
    const second = Math.floor(performance.now() / 1000)
    const gatheringIds = await dated.getOrLoad('ids', `${generation}.${second}`, async () => {
      const rows = await listDatedGatherings(store.db, clock.now() - pastMs, mostGatherings)
      for (const { gatheringId, version } of rows) {
        readings.heads.raise(gatheringId, version)
        await readings.versionFor(gatheringId, stranger)
      }
      return rows.map(({ gatheringId }) => gatheringId)
    })
    const choices = await dated.getOrLoad('choices', versionsOf(gatheringIds), async () => {
      const plans = await readPlans(gatheringIds)
      const meetings = plans.flatMap((plan) => [...plan.meetings, ...plan.withdrawn])
      const spoken = plans.flatMap((plan) => [
        ...plan.gathering.languages,
        ...plan.meetings.flatMap(({ languages }) => languages),
      ])
      return {
        countries: new Set(meetings.map(({ place }) => place.countryCode)),
        languages: new Set(spoken.map((language) => language.split('-')[0] ?? language)),
      }
    })
    return { gatheringIds, ...choices }
  }

  function versionsOf(gatheringIds: readonly string[]): string {
    return gatheringIds
      .map((gatheringId) => `${gatheringId} ${readings.heads.versionFor(gatheringId, stranger)}`)
      .join()
  }

  async function readPlans(gatheringIds: readonly string[]): Promise<readonly Plan[]> {
    const plans: Plan[] = []
    for (const gatheringId of gatheringIds) {
      const plan = await readPlan(store, readings, gatheringId)
      if (plan !== null) plans.push(plan)
    }
    return plans
  }

  async function ofReplies(tokens: readonly string[], asked: Asked): Promise<Written | null> {
    const tickets = await readTicketsByFeed(store, tokens)
    const replies = []
    for (const revised of tickets) {
      const snapshot = await readings.snapshot(revised.ticket.gatheringId, { kind: 'public' })
      if (snapshot !== null) replies.push({ gathering: snapshot.gathering, ...revised })
    }
    return replies.length === 0 ? null : repliesCalendar(replies, asked)
  }

  /** `path`: the canonical one. The filter is part of the URL that a subscriber's app requests. */
  function readAsked(context: Context, spoken: Iterable<string>, path: string, filter?: Filter): Asked {
    const language = knownLanguage(context, spoken)
    const told = {
      ...(filter?.country && { country: filter.country }),
      ...(filter?.spoken && { language: filter.spoken }),
      lang: language,
    }
    return {
      language,
      wordsLanguage: interfaceLanguage(context.req.query('lang'), context.req.header('accept-language')),
      origin: originOf(context),
      path: `${path}?${new URLSearchParams(told)}`,
    }
  }
}

function nameOf(context: Context): string {
  return (context.req.param('file') ?? '').slice(0, -'.ics'.length)
}

/** Null for an invalid country or language, so that nobody mistakes the full calendar for a filtered one. */
function readFilter(context: Context): Filter | null {
  const { country, language } = context.req.query()
  if (country !== undefined && !/^[A-Za-z]{2}$/.test(country)) return null
  if (language !== undefined && !/^[A-Za-z]{2,3}$/.test(language)) return null
  return { country: country?.toUpperCase(), spoken: language?.toLowerCase() }
}

/** The tag is a hash of the content, so that processes and restarts agree, and new zone rules make a new file. */
async function packFile({ text, changedAt }: Written, packing: Packing): Promise<File> {
  return { ...(await pack(text, packing)), tag: tagOf(text, packing), changedAt }
}

function answer(context: Context, file: File, name: string): Response {
  const headers = {
    ...calendarHeaders(name),
    ...file.encoding,
    ETag: file.tag,
    'Last-Modified': new Date(file.changedAt).toUTCString(),
    // Revalidated every time: a cached copy must not show an address that was closed.
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Encoding, Accept-Language',
  }
  if (isUnchanged(context, file)) return new Response(null, { status: 304, headers })
  return new Response(file.body, { headers })
}

/** RFC 9110 §13.2.2: the date is compared only if the request has no tag. */
function isUnchanged(context: Context, { tag, changedAt }: File): boolean {
  if (context.req.header('if-none-match') !== undefined) return isKnown(context, tag)
  const since = Date.parse(context.req.header('if-modified-since') ?? '')
  return changedAt > 0 && Math.floor(changedAt / 1000) * 1000 <= since
}

function calendarHeaders(name: string): Record<string, string> {
  return {
    'Content-Type': 'text/calendar; charset=utf-8',
    'Content-Disposition': `attachment; filename="${name}.ics"`,
  }
}
