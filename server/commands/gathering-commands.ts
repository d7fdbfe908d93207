// Command handlers for organizers' actions on a gathering: create, edit, publish, unpublish, postpone, cancel, reinstate, remove.

import {
  decidePublish,
  decideUnpublish,
  emptyText,
  type Gathering,
  type GatheringText,
} from '#shared/domain/gathering.ts'
import {
  decideCancelGathering,
  decidePostpone,
  decideReinstate,
  firstPlan,
  giveReason,
  postpone,
  reinstate,
  reschedule,
} from '#shared/domain/moment.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import type { Place } from '#shared/domain/place.ts'
import { emptyStage } from '#shared/domain/stage.ts'
import { refuse, type Verdict } from '#shared/domain/verdict.ts'
import type { RefusalReason } from '#shared/protocol/answers.ts'
import type { Change } from '#shared/protocol/changes.ts'
import type { CommandPayload } from '#shared/protocol/commands.ts'
import { isInheritedName } from '#shared/protocol/reserved-names.ts'
import { hashSecret, makeCode } from '../secrets.ts'
import { countReplies } from '../store/attendance-rows.ts'
import { deleteGathering, insertGathering, isAddressTaken } from '../store/gathering-rows.ts'
import { noLinkUp } from '../store/link-up-columns.ts'
import { addOrganizer } from '../store/organizer-rows.ts'
import { wantTidying } from '../store/pending-cleanup.ts'
import { isRemovalKnown, noteRemoval } from '../store/removal-rows.ts'
import { type Handler, isOrganizer, notAllowed, notFound } from './actor.ts'
import { decidePurgeDate, nextPurgeDate, undatedPurgeDate } from './purge-date.ts'
import { replan } from './replan.ts'
import type { Work } from './unit-of-work.ts'

const hourMs = 60 * 60 * 1000

const createGathering: Handler<'createGathering'> = async (work, actor, { language }, gatheringId) => {
  if (actor.kind !== 'organizer') return notAllowed
  if (await isAddressTaken(work.db, gatheringId)) return refuse('already-exists')
  const slug = makeCode(8).toLowerCase()
  const gathering: Gathering = {
    gatheringId,
    slug,
    status: 'draft',
    isExample: false,
    startsAt: null,
    lengthMs: 2 * hourMs,
    ...firstPlan,
    leadPlace: null,
    languages: [language],
    texts: { [language]: emptyText },
    publishedAt: null,
  }
  const record = {
    gathering,
    stage: emptyStage,
    linkUp: noLinkUp,
    version: 0,
    nextQueueOrder: 1,
    createdAt: work.now,
    purgeAt: undatedPurgeDate(work.now),
    purgedAt: null,
    purgedVersion: 0,
  }
  await insertGathering(work.db, record)
  await addOrganizer(work.db, gatheringId, actor.organizerId, work.now)
  work.setGathering(record)
  return { ok: true, changes: [{ type: 'gatheringCreated' }], outcome: { slug } }
}

const editGathering: Handler<'editGathering'> = async (work, actor, edit) => {
  const record = work.gathering
  if (record === null) return notFound
  if (!(await isOrganizer(work, actor))) return notAllowed
  const leadPlace = readLeadPlace(work, edit.leadPlaceId, record.gathering.leadPlace)
  if (leadPlace === undefined) return refuse('city-unknown', 'leadPlaceId')
  const gathering = applyEdit(record.gathering, edit, leadPlace)
  if (gathering.languages.length === 0) return refuse('language-missing', 'languages')
  if (gathering.status === 'published') {
    const stillFit = decidePublish({ ...gathering, status: 'draft' }, Number.NEGATIVE_INFINITY)
    if (!stillFit.ok) return stillFit
  }
  const changed = { ...record, gathering, purgeAt: nextPurgeDate(record, gathering, work.now) }
  const isOther = gathering.standing !== record.gathering.standing
  const edited: Change = isOther
    ? { type: 'gatheringEdited', isOtherStanding: true }
    : { type: 'gatheringEdited' }
  return { ok: true, changes: [edited, ...(await replan(work, changed))] }
}

/** Undefined when the gazetteer has no such place. */
function readLeadPlace(
  work: Work,
  placeId: string | null | undefined,
  current: Place | null,
): Place | null | undefined {
  if (placeId === undefined) return current
  return placeId === null ? null : work.means.findPlace(placeId)
}

function applyEdit(
  gathering: Gathering,
  edit: CommandPayload<'editGathering'>,
  leadPlace: Place | null,
): Gathering {
  const texts = new Map<string, GatheringText>(Object.entries(gathering.texts))
  for (const [language, text] of Object.entries(edit.texts ?? {})) {
    if (text === null) {
      texts.delete(language)
      continue
    }
    const named = Object.fromEntries(Object.entries(text).filter(([, value]) => value !== undefined))
    texts.set(language, { ...emptyText, ...texts.get(language), ...named })
  }
  const languages = (edit.languages ?? gathering.languages).filter(
    (language) => ownValue(edit.texts, language) !== null,
  )
  return {
    ...withInstant(gathering, edit.startsAt),
    texts: Object.fromEntries(texts),
    languages,
    leadPlace,
    clockRule: edit.clockRule ?? gathering.clockRule,
    lengthMs: edit.lengthMs ?? gathering.lengthMs,
  }
}

/** Only a published start can have been rescheduled. */
function withInstant(gathering: Gathering, startsAt: number | null | undefined): Gathering {
  if (startsAt === undefined) return gathering
  if (gathering.status !== 'published') return { ...gathering, startsAt }
  return giveReason(reschedule(gathering, startsAt), gathering.standingReason)
}

const publishGathering: Handler<'publishGathering'> = async (work, actor) => {
  const record = work.gathering
  if (record === null) return notFound
  if (!(await isOrganizer(work, actor))) return notAllowed
  const verdict = decidePublish(record.gathering, work.now)
  if (!verdict.ok) return verdict
  const isFirst = record.gathering.publishedAt === null
  const slug = isFirst ? await slugFor(work, record.gathering) : record.gathering.slug
  const gathering: Gathering = {
    ...record.gathering,
    slug,
    status: 'published',
    publishedAt: record.gathering.publishedAt ?? work.now,
  }
  work.setGathering({ ...record, gathering })
  return { ok: true, changes: [{ type: 'gatheringPublished' }], outcome: { slug } }
}

/** Derived from a title in Latin letters, so that the link can be read aloud; without one, the random slug stays. */
async function slugFor(work: Work, gathering: Gathering): Promise<string> {
  for (const language of ['en', ...gathering.languages]) {
    const slug = (ownValue(gathering.texts, language)?.title ?? '')
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-+|-+$/g, '')
      .slice(0, 48)
      .replace(/-+$/, '')
    if (slug.length < 3) continue
    const isFree = !isInheritedName(slug) && !(await isAddressTaken(work.db, slug))
    return isFree ? slug : `${slug}-${gathering.slug}`
  }
  return gathering.slug
}

const unpublishGathering: Handler<'unpublishGathering'> = async (work, actor) => {
  const record = work.gathering
  if (record === null) return notFound
  if (!(await isOrganizer(work, actor))) return notAllowed
  await work.replies.flush()
  const verdict = decideUnpublish(record.gathering, await countReplies(work.db, record.gathering.gatheringId))
  if (!verdict.ok) return verdict
  work.setGathering({ ...record, gathering: { ...record.gathering, status: 'draft' } })
  return { ok: true, changes: [{ type: 'gatheringUnpublished' }] }
}

const bringPurgeNearer: Handler<'bringPurgeNearer'> = async (work, actor, { purgeAt }) => {
  const record = work.gathering
  if (record === null) return notFound
  if (!(await isOrganizer(work, actor))) return notAllowed
  const verdict = decidePurgeDate(record, purgeAt, work.now)
  if (!verdict.ok) return verdict
  work.setGathering({ ...record, purgeAt })
  // Only the crew reads this date, so nobody else is notified.
  return { ok: true, changes: [{ type: 'controlChanged' }] }
}

const removeGathering: Handler<'removeGathering'> = async (work, actor, _payload, gatheringId) => {
  const removal = hashSecret(`removal:${gatheringId}:${actor.key}`)
  if (work.gathering === null) {
    // The log was deleted with the gathering and cannot answer a retry.
    return (await isRemovalKnown(work.db, removal)) ? { ok: true, changes: [] } : notFound
  }
  if (!(await isOrganizer(work, actor))) return notAllowed
  await deleteGathering(work.db, gatheringId)
  await noteRemoval(work.db, removal, work.now)
  await wantTidying(work.db, 'tidy')
  work.forgetGathering()
  return { ok: true, changes: [{ type: 'gatheringRemoved' }] }
}

type PlanCommand = 'postponeGathering' | 'cancelGathering' | 'reinstateGathering'

/** Handler for a decision about the whole gathering: checks it, then writes it. */
function decided(
  decide: (gathering: Gathering) => Verdict<RefusalReason>,
  apply: (gathering: Gathering) => Gathering,
): Handler<PlanCommand> {
  return async (work, actor, payload) => {
    const record = work.gathering
    if (record === null) return notFound
    if (!(await isOrganizer(work, actor))) return notAllowed
    const verdict = decide(record.gathering)
    if (!verdict.ok) return verdict
    const reason = 'reason' in payload ? payload.reason : ''
    const gathering = giveReason(apply(record.gathering), reason)
    const changed = { ...record, gathering, purgeAt: nextPurgeDate(record, gathering, work.now) }
    return {
      ok: true,
      changes: [{ type: 'gatheringEdited', isOtherStanding: true }, ...(await replan(work, changed))],
    }
  }
}

const postponeGathering = decided(decidePostpone, postpone)
const cancelGathering = decided(decideCancelGathering, (gathering) => ({
  ...gathering,
  standing: 'cancelled',
}))
const reinstateGathering = decided(decideReinstate, reinstate)

export const gatheringHandlers = {
  postponeGathering,
  cancelGathering,
  reinstateGathering,
  createGathering,
  editGathering,
  publishGathering,
  unpublishGathering,
  bringPurgeNearer,
  removeGathering,
}
