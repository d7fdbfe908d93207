// A reply without script: its form, the ticket it leads to, and changing the reply there.

import { createHash, randomBytes } from 'node:crypto'
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { ownValue } from '#shared/domain/own-value.ts'
import { type Answer, type RefusalReason, refusalReasons } from '#shared/protocol/answers.ts'
import { parseCommand } from '#shared/protocol/commands.ts'
import type { ReplyForm } from '#shared/protocol/drawn-page.ts'
import type { HeldView } from '#shared/protocol/held.ts'
import type { TicketView } from '#shared/protocol/views.ts'
import type { Clock } from '../clock-and-ids.ts'
import { identify } from '../commands/actor.ts'
import type { Readings } from '../reading/view-cache.ts'
import type { CommandDoor } from '../sources/command-admission.ts'
import type { Sources } from '../sources/sources.ts'
import { TooBusy } from '../too-busy.ts'
import { createComposePage, type PageContent } from './compose-page.ts'
import { isForeignForm } from './origin.ts'
import type { OwnOrigin } from './own-origin.ts'
import { compressPage } from './packed-page.ts'
import type { PageDrawer } from './page-drawer.ts'
import { type Asked, readAsked } from './page-reader.ts'
import { pageClock } from './pages.ts'
import { sourceOf } from './source-of.ts'
import type { Assets } from './static-assets.ts'

export type PlainFormsParts = {
  readonly readings: Readings
  readonly clock: Clock
  readonly assets: Assets | null
  readonly drawer: PageDrawer | null
  readonly sources: Sources
  readonly commandDoor: CommandDoor
  readonly readTicket: (credential: string) => Promise<TicketView | null>
  readonly readHeldBy: (credential: string) => Promise<HeldView | null>
  readonly originOf: OwnOrigin
  readonly frameHosts: readonly string[]
  readonly isOwnOrigin: (origin: string | undefined, host: string | undefined) => boolean
}

const formBytes = 4096
export const formIdPattern = /^[A-Za-z0-9_-]{32}$/
const secretPattern = '{r_[A-Za-z0-9_-]{22,64}}'

/** The HTTP status for each refusal reason. */
const statuses: Partial<Record<RefusalReason, 403 | 404 | 429 | 503>> = {
  'not-allowed': 403,
  'not-found': 404,
  'too-fast': 429,
  busy: 503,
  'server-trouble': 503,
}

export function addPlainForms(app: Hono, parts: PlainFormsParts): void {
  const { readings, clock, assets, drawer, sources, commandDoor, readTicket, readHeldBy, isOwnOrigin } = parts
  // Without server-side rendering there are no forms.
  if (assets === null || drawer === null) return
  const composeDrawn = createComposePage(assets, drawer, parts.frameHosts)
  /** If too many forms wait to be rendered, the form is sent empty with `Retry-After`, for browsers that can render it. */
  const compose = async (asked: Asked, content: PageContent) => {
    try {
      return { html: (await composeDrawn(asked, content)).html, retryAfterS: null }
    } catch (error) {
      if (!(error instanceof TooBusy)) throw error
      return {
        html: (await composeDrawn(asked, { ...content, isDrawn: false })).html,
        retryAfterS: error.retryAfterS,
      }
    }
  }
  const asks = (context: Context) =>
    readAsked(context, { originOf: parts.originOf, languages: drawer.languages })

  app.get('/g/:slug/come', async (context, next) => {
    const gatheringId = await readings.findId(context.req.param('slug'))
    if (gatheringId === null) return next()
    const form = {
      formId: makeFormId(),
      meetingId: context.req.query('city') ?? null,
      partySize: 1,
      refused: null,
    }
    return formPage(context, gatheringId, form, 200)
  })

  app.post('/g/:slug/come', bodyLimit({ maxSize: formBytes }), async (context, next) => {
    const slug = context.req.param('slug')
    const gatheringId = await readings.findId(slug)
    if (gatheringId === null) return next()
    const { form: formId, city: meetingId, people } = await readForm(context)
    const partySize = Number(people)
    const refuseWith = (refused: RefusalReason) => {
      const isForm = formIdPattern.test(formId)
      const form = { formId: isForm ? formId : makeFormId(), meetingId, partySize: partySize || 1, refused }
      return formPage(context, gatheringId, form, statuses[refused] ?? 409)
    }
    if (!isOwnOrigin(context.req.header('origin'), context.req.header('host')))
      return refuseWith('not-allowed')
    if (!formIdPattern.test(formId)) return refuseWith('malformed')
    const credential = secretOfForm(formId)
    const answer = await carryOut(context, gatheringId, credential, {
      commandId: commandIdOf(formId, 'reply'),
      name: 'replyToMeeting',
      payload: { meetingId, partySize },
    })
    // Submitted again with other values: the existing reply counts.
    if (!answer.ok && answer.reason !== 'already-replied') return refuseWith(answer.reason)
    return seeOther(context, `/g/${encodeURIComponent(slug)}/reply/${credential}`)
  })

  app.get(`/g/:slug/reply/:secret${secretPattern}`, async (context) => {
    const { slug, secret } = context.req.param()
    const gatheringId = await readings.findId(slug)
    const ticket = await readTicket(secret)
    const isHere = ticket !== null && ticket.gatheringId === gatheringId
    const refused = refusalReasons.find((reason) => reason === context.req.query('refused')) ?? null
    const asked = asks(context)
    const { html, retryAfterS } = await compose(asked, {
      now: pageClock(clock),
      snapshot: isHere ? await readings.snapshot(gatheringId, { kind: 'public' }) : null,
      ticket: isHere
        ? { credential: secret, ticket, held: await readHeldBy(secret), formId: makeFormId(), refused }
        : null,
    })
    return send(html, asked.packing, isHere ? 200 : 404, {}, retryAfterS)
  })

  app.post(`/g/:slug/reply/:secret${secretPattern}`, bodyLimit({ maxSize: formBytes }), async (context) => {
    const { slug, secret } = context.req.param()
    const ticket = await readTicket(secret)
    const { form: formId, do: what, people, city, code } = await readForm(context)
    const partySize = Number(people)
    const orders = {
      resize: { name: 'resizeReply', payload: { partySize } },
      cancel: { name: 'cancelReply', payload: {} },
      erase: { name: 'eraseReply', payload: {} },
      move: { name: 'moveReply', payload: { toMeetingId: city } },
      arrive: { name: 'arrive', payload: { arrivalCode: code, arrived: partySize } },
      again: { name: 'replyToMeeting', payload: { meetingId: ticket?.meetingId, partySize } },
    } as const
    const order = Object.hasOwn(orders, what) ? orders[what as keyof typeof orders] : null
    const back = `/g/${encodeURIComponent(slug)}/reply/${secret}`
    if (isForeign(context)) return seeOther(context, back, 'not-allowed')
    if (ticket === null || order === null || !formIdPattern.test(formId))
      return seeOther(context, back, 'malformed')
    const commandId = commandIdOf(formId, [what, people, city, code].join(' '))
    const answer = await carryOut(context, ticket.gatheringId, secret, { commandId, ...order })
    return answer.ok ? seeOther(context, back) : seeOther(context, back, answer.reason)
  })

  async function carryOut(
    context: Context,
    gatheringId: string,
    credential: string,
    order: { readonly commandId: string; readonly name: string; readonly payload: object },
  ): Promise<Answer> {
    const parsed = parseCommand({ ...order, gatheringId, credential })
    if (!parsed.ok) return parsed
    const actor = identify(credential, null)
    if (actor === null) return { ok: false, reason: 'not-allowed' }
    const source = sourceOf(context, sources)
    return commandDoor(parsed.command, actor, {
      source,
      crewKey: null,
      isUnmetered: true,
      hasNoScript: true,
    })
  }

  /**
   * The page's URL contains no secret, so it may send its own origin to us: under `no-referrer`, browsers submit forms with `Origin: null`
   * (Fetch §3.2), which any site could send.
   */
  async function formPage(
    context: Context,
    gatheringId: string,
    form: ReplyForm,
    status: number,
  ): Promise<Response> {
    const asked = asks(context)
    const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
    const { html, retryAfterS } = await compose(asked, {
      now: pageClock(clock),
      snapshot,
      form: snapshot === null ? null : form,
    })
    const isThere = snapshot !== null
    return send(
      html.replace('<meta name="referrer" content="no-referrer">', ''),
      asked.packing,
      isThere ? status : 404,
      { 'Referrer-Policy': 'same-origin' },
      retryAfterS,
    )
  }

  /**
   * A ticket request contains its secret, which no other site knows; requests that surely come from another site are refused all the same.
   */
  function isForeign(context: Context): boolean {
    return isForeignForm((name) => context.req.header(name), isOwnOrigin)
  }
}

/** 192 random bits. */
export function makeFormId(): string {
  return randomBytes(24).toString('base64url')
}

export function derived(from: string): string {
  return createHash('sha256').update(from).digest('base64url')
}

/**
 * The form's id is as secret as the reply's own secret, and is in no URL. Deriving the secret from it makes a form submitted twice open one
 * reply.
 */
function secretOfForm(formId: string): string {
  return `r_${derived(`secret of a reply form ${formId}`)}`
}

function commandIdOf(formId: string, what: string): string {
  return derived(`command of a form ${formId} ${what}`).slice(0, 24)
}

type FormField = 'form' | 'city' | 'people' | 'code' | 'do'

async function readForm(context: Context): Promise<Readonly<Record<FormField, string>>> {
  const body = await context.req.parseBody().catch(() => ({}) as Record<string, unknown>)
  const text = (name: string): string => {
    const value = ownValue<unknown>(body, name)
    return typeof value === 'string' ? value : ''
  }
  return {
    form: text('form'),
    city: text('city'),
    people: text('people'),
    code: text('code'),
    do: text('do'),
  }
}

function seeOther(context: Context, path: string, refused?: RefusalReason): Response {
  const query = [
    ...(context.req.query('lang') === undefined
      ? []
      : [`lang=${encodeURIComponent(context.req.query('lang') ?? '')}`]),
    ...(refused === undefined ? [] : [`refused=${refused}`]),
  ].join('&')
  const Location = query === '' ? path : `${path}?${query}`
  return new Response(null, { status: 303, headers: { Location, 'Cache-Control': 'no-store' } })
}

/** A form's page sends its own origin to us (see `formPage`); a page that shows a secret sends none. */
export function sendForm(
  html: string,
  packing: Parameters<typeof compressPage>[1],
  status: number,
  isForm: boolean,
): Promise<Response> {
  if (!isForm) return send(html, packing, status)
  const open = html.replace('<meta name="referrer" content="no-referrer">', '')
  return send(open, packing, status, { 'Referrer-Policy': 'same-origin' })
}

/** The page or its URL contains a secret: not cached, not indexed. */
async function send(
  html: string,
  packing: Parameters<typeof compressPage>[1],
  status: number,
  more: Readonly<Record<string, string>> = {},
  /** Seconds; null if the page is complete. */
  retryAfterS: number | null = null,
): Promise<Response> {
  const page = await compressPage(html, packing, status)
  const headers = { ...page.headers, 'Cache-Control': 'no-store', 'X-Robots-Tag': 'noindex', ...more }
  if (retryAfterS === null) return new Response(page.body, { status: page.status, headers })
  return new Response(page.body, { status: 503, headers: { ...headers, 'Retry-After': `${retryAfterS}` } })
}
