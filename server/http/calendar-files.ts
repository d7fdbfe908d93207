// Calendar files and feeds, each made once for as long as what stands in it stays as it is.
import type { Context, Hono } from 'hono'
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
import type { Clock } from '../environment.ts'
import { type Plan, readPlan } from '../reading/plan.ts'
import type { Readings } from '../reading/readings.ts'
import { readTicketsByFeed } from '../reading/ticket.ts'
import { listDatedGatherings } from '../store/gathering-rows.ts'
import type { Store } from '../store/open-store.ts'
import { isKnown, tagOf } from './kept-answer.ts'
import { type Packing, pack, packingFor } from './packed-page.ts'
import { askedLanguage } from './page-shell.ts'

type CalendarParts = {
  readonly store: Store
  readonly readings: Readings
  readonly clock: Clock
  readonly publicUrl: string | undefined
}

type Asked = Reader & { readonly path: string }
type File = Awaited<ReturnType<typeof pack>> & { readonly tag: string; readonly changedAt: number }

/** What is over stays in the installation's calendar for a month. */
const pastMs = 31 * 86_400_000
const mostGatherings = 300
/** Of a hundred meetings one is some 60 KB. */
const mostKept = 200
const mostReplies = 20

export function addCalendarFiles(app: Hono, parts: CalendarParts): void {
  const { store, readings, clock, publicUrl } = parts
  const latest = createLatest<File | null>()

  app.get('/g/:file{[A-Za-z0-9_-]+\\.ics}', (context) =>
    ofGathering(context, nameOf(context), (plan, asked) => meetingsCalendar(plan, asked)),
  )
  app.get('/g/:slug/:file{[A-Za-z0-9_-]+\\.ics}', (context) => {
    const name = nameOf(context)
    return ofGathering(context, context.req.param('slug'), (plan, asked) => {
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
    const file = await ofReplies(tokens, readAsked(context))
    if (file === null) return context.notFound()
    return new Response(file.text, {
      // It may hold an address that is open to nobody else, and its own address holds a key.
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
    make: (plan: Plan, asked: Asked) => Written | null,
  ): Promise<Response> {
    const gatheringId = await readings.findId(slug)
    if (gatheringId === null) return context.notFound()
    const asked = readAsked(context)
    const packing = packingFor(context.req.header('accept-encoding'))
    const key = `calendar ${asked.path} ${packing} ${asked.origin}`
    const file = await readings.remember(gatheringId, key, async () => {
      const plan = await readPlan(store, readings, gatheringId)
      if (plan === null) return null
      // Every reply is a new version; what stands in calendars stays the same, and to write it takes longer than to read it.
      return latest(`${gatheringId} ${key}`, tagOf(JSON.stringify(plan)), async () => {
        const written = make(plan, asked)
        return written === null ? null : packFile(written, packing)
      })
    })
    return file === null ? context.notFound() : answer(context, file, `multaqa-${slug}`)
  }

  async function ofInstallation(context: Context, filter: Filter): Promise<File | null> {
    const asked = readAsked(context)
    const packing = packingFor(context.req.header('accept-encoding'))
    const key = `${asked.path} ${packing} ${asked.origin}`
    const dated = await listDatedGatherings(store.db, clock.now() - pastMs, mostGatherings)
    const of = dated.map(({ gatheringId, version }) => `${gatheringId} ${version}`).join()
    for (const { gatheringId, version } of dated) readings.heads.raise(gatheringId, version)
    const gatheringIds = dated.map(({ gatheringId }) => gatheringId)
    return latest(key, of, async () => packFile(await makeInstallation(gatheringIds, filter, asked), packing))
  }

  async function makeInstallation(
    gatheringIds: readonly string[],
    filter: Filter,
    asked: Asked,
  ): Promise<Written> {
    const plans: Plan[] = []
    for (const gatheringId of gatheringIds) {
      const plan = await readPlan(store, readings, gatheringId)
      if (plan !== null) plans.push(plan)
    }
    return installationCalendar(plans, filter, asked)
  }

  async function ofReplies(tokens: readonly string[], asked: Asked): Promise<Written | null> {
    const tickets = await readTicketsByFeed(store, tokens)
    const replies = []
    for (const ticket of tickets) {
      const snapshot = await readings.snapshot(ticket.gatheringId, { kind: 'public' })
      if (snapshot !== null) replies.push({ gathering: snapshot.gathering, ticket })
    }
    return replies.length === 0 ? null : repliesCalendar(replies, asked)
  }

  function readAsked(context: Context): Asked {
    const url = new URL(context.req.url)
    const { lang, country, language: spoken } = context.req.query()
    const language = askedLanguage(lang, context.req.header('accept-language'))
    const told = { ...(country && { country }), ...(spoken && { language: spoken }), lang: language }
    return {
      language,
      origin: publicUrl ?? url.origin,
      path: `${url.pathname}?${new URLSearchParams(told)}`,
    }
  }
}

function nameOf(context: Context): string {
  return (context.req.param('file') ?? '').slice(0, -'.ics'.length)
}

/** Null for what is no country or language, so that nobody takes a calendar of all for one of theirs. */
function readFilter(context: Context): Filter | null {
  const { country, language } = context.req.query()
  if (country !== undefined && !/^[A-Za-z]{2}$/.test(country)) return null
  if (language !== undefined && !/^[A-Za-z]{2,3}$/.test(language)) return null
  return { country: country?.toUpperCase(), spoken: language?.toLowerCase() }
}

/** By what stands in it, so that processes and restarts agree, and new zone rules are a new file. */
async function packFile({ text, changedAt }: Written, packing: Packing): Promise<File> {
  return { ...(await pack(text, packing)), tag: tagOf(text, packing), changedAt }
}

/** Keeps what was made last under a name, for as long as it would be made of the same again. */
function createLatest<Made>() {
  const kept = new Map<string, { readonly of: string; readonly made: Promise<Made> }>()
  return (name: string, of: string, make: () => Promise<Made>): Promise<Made> => {
    const found = kept.get(name)
    if (found?.of === of) return found.made
    if (kept.size >= mostKept) kept.clear()
    const made = make()
    kept.set(name, { of, made })
    made.catch(() => kept.delete(name))
    return made
  }
}

function answer(context: Context, file: File, name: string): Response {
  const headers = {
    ...calendarHeaders(name),
    ...file.encoding,
    ETag: file.tag,
    'Last-Modified': new Date(file.changedAt).toUTCString(),
    // Looked at again each time: an address that was closed must not be shown from a copy.
    'Cache-Control': 'no-cache',
    Vary: 'Accept-Encoding, Accept-Language',
  }
  if (isUnchanged(context, file)) return new Response(null, { status: 304, headers })
  return new Response(file.body, { headers })
}

/** RFC 9110 §13.2.2: a date is asked about only where no tag is. */
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
