// A proposal without script: a city search by name, then the other fields; the host's link is shown once.
import type { Context, Hono } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { type ExposurePreset, exposurePresets } from '#shared/domain/exposure.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import type { Answer, RefusalReason } from '#shared/protocol/answers.ts'
import { parseCommand } from '#shared/protocol/commands.ts'
import type { ProposalForm } from '#shared/protocol/drawn-page.ts'
import { identify } from '../commands/actor.ts'
import type { PlaceSearch } from '../gazetteer/place-search.ts'
import { createComposePage } from './compose-page.ts'
import { derived, formIdPattern, makeFormId, type PlainFormsParts, sendForm } from './no-script-forms.ts'
import { readAsked } from './page-reader.ts'
import { pageClock } from './pages.ts'
import { sourceOf } from './source-of.ts'

export type PlainProposalParts = PlainFormsParts & { readonly placeSearch: PlaceSearch }

/** A note of 2,000 Arabic letters in form encoding, which takes three characters per byte, i.e. six per letter. */
const formBytes = 64 * 1024

export function addPlainProposal(app: Hono, parts: PlainProposalParts): void {
  const { readings, clock, assets, drawer, isOwnOrigin } = parts
  if (assets === null || drawer === null) return
  const compose = createComposePage(assets, drawer, parts.frameHosts)

  app.get('/g/:slug/propose/plain', async (context, next) => {
    const gatheringId = await readings.findId(context.req.param('slug'))
    if (gatheringId === null) return next()
    const query = (context.req.query('q') ?? '').trim()
    return formPage(context, gatheringId, { ...emptyForm, formId: makeFormId(), query }, 200)
  })

  app.post('/g/:slug/propose/plain', bodyLimit({ maxSize: formBytes }), async (context, next) => {
    const gatheringId = await readings.findId(context.req.param('slug'))
    if (gatheringId === null) return next()
    const form = await readForm(context)
    const refuseWith = (refused: ProposalForm['refused'], status = 409) =>
      formPage(context, gatheringId, { ...form, refused }, status)
    if (!isOwnOrigin(context.req.header('origin'), context.req.header('host')))
      return refuseWith({ reason: 'not-allowed' }, 403)
    const credential = `h_${derived(`secret of a proposal form ${form.formId}`)}`
    const answer = await propose(context, gatheringId, credential, form)
    // Submitted again: the existing proposal counts.
    if (!answer.ok && answer.reason !== 'already-exists')
      return refuseWith({ reason: answer.reason, field: answer.field }, statuses.get(answer.reason))
    return page(context, gatheringId, { ...form, sent: credential }, 200)
  })

  async function propose(
    context: Context,
    gatheringId: string,
    credential: string,
    form: ProposalForm,
  ): Promise<Answer> {
    const { formId, placeId, hostAlias, venue, address, note, exposure } = form
    const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
    const spoken = snapshot?.gathering.languages ?? []
    const { interfaceLanguage } = asks(context)
    const parsed = parseCommand({
      commandId: derived(`command of a proposal form ${formId}`).slice(0, 24),
      gatheringId,
      credential,
      name: 'proposeMeeting',
      payload: {
        meetingId: derived(`meeting of a proposal form ${formId}`).slice(0, 16),
        placeId,
        plan: {
          hostAlias,
          venue,
          address,
          note,
          capacity: null,
          languages: spoken.includes(interfaceLanguage) ? [interfaceLanguage] : spoken.slice(0, 1),
          doorsMinutesBefore: 30,
          exposure: exposurePresets[exposure],
        },
      },
    })
    if (!parsed.ok) return parsed
    const actor = identify(credential, null)
    if (actor === null) return { ok: false, reason: 'not-allowed' }
    const source = sourceOf(context, parts.sources)
    return parts.commandDoor(parsed.command, actor, { source, crewKey: null, isUnmetered: true })
  }

  const asks = (context: Context) =>
    readAsked(context, { originOf: parts.originOf, languages: drawer.languages })

  async function formPage(
    context: Context,
    gatheringId: string,
    form: ProposalForm,
    status: number,
  ): Promise<Response> {
    const { interfaceLanguage: language } = asks(context)
    const places = form.query === '' ? [] : await parts.placeSearch.byName({ query: form.query, language })
    return page(context, gatheringId, { ...form, places }, status)
  }

  async function page(
    context: Context,
    gatheringId: string,
    proposal: ProposalForm,
    status: number,
  ): Promise<Response> {
    const asked = asks(context)
    const snapshot = await readings.snapshot(gatheringId, { kind: 'public' })
    const content = { now: pageClock(clock), snapshot, proposal: snapshot === null ? null : proposal }
    const { html } = await compose(asked, content)
    return sendForm(html, asked.packing, snapshot === null ? 404 : status, proposal.sent === null)
  }
}

/** The HTTP status for each refusal reason; 409 otherwise. */
const statuses: ReadonlyMap<RefusalReason, number> = new Map<RefusalReason, number>([
  ['not-allowed', 403],
  ['not-found', 404],
  ['too-fast', 429],
  ['busy', 503],
  ['server-trouble', 503],
])

const emptyForm = {
  query: '',
  places: [],
  placeId: null,
  hostAlias: '',
  venue: '',
  address: '',
  note: '',
  exposure: 'approximate',
  refused: null,
  sent: null,
} satisfies Omit<ProposalForm, 'formId'>

async function readForm(context: Context): Promise<ProposalForm> {
  const body = await context.req.parseBody().catch(() => ({}) as Record<string, unknown>)
  const text = (name: string): string => {
    const value = ownValue<unknown>(body, name)
    return typeof value === 'string' ? value : ''
  }
  const formId = text('form')
  const exposure = text('exposure')
  return {
    ...emptyForm,
    formId: formIdPattern.test(formId) ? formId : makeFormId(),
    query: text('q').slice(0, 80),
    placeId: text('place'),
    hostAlias: text('hostAlias'),
    venue: text('venue'),
    address: text('address'),
    // Forms send line ends as CRLF (HTML, form submission).
    note: text('note').replace(/\r\n/g, '\n'),
    exposure: Object.hasOwn(exposurePresets, exposure) ? (exposure as ExposurePreset) : 'approximate',
  }
}
