// Command handlers for crew messages and cues, and for appointing directors besides the organizers.
import { type Cue, isDirectorCue } from '#shared/domain/cue.ts'
import { refuse } from '#shared/domain/verdict.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { CrewMessageView } from '#shared/protocol/views.ts'
import { hashSecret } from '../secrets.ts'
import {
  countSaidSince,
  deleteDirector,
  findDirector,
  insertDirector,
  insertMessage,
  isDirectorIdTaken,
  isMessageIdTaken,
  listDirectors,
} from '../store/crew-rows.ts'
import {
  type Actor,
  type Handler,
  isOrganizer,
  meetingRunBy,
  notAllowed,
  notFound,
  type Refused,
} from './actor.ts'
import { directorAlias } from './directing.ts'
import type { Done, Work } from './unit-of-work.ts'

type Said = {
  readonly messageId: string
  readonly meetingId: string | null
  readonly isRehearsal: boolean
  readonly cue: Cue | null
  readonly text: string
}

/** A host speaks for their city to the control room; a director speaks to one city or to all. */
async function say(work: Work, actor: Actor, said: Said): Promise<Done | Refused> {
  const record = work.gathering
  if (record === null) return notFound
  const { gatheringId } = record.gathering
  const from = await speaker(work, actor, said)
  if (from === null) return notAllowed
  if (said.cue !== null && isDirectorCue(said.cue) !== (from.meetingId === null)) return notAllowed
  const { rehearsal } = record.linkUp
  if (said.isRehearsal && rehearsal === null) return refuse('rehearsal-over')
  const { messageId } = said
  if (await hasSaidTooMuch(work, gatheringId, from)) return refuse('talk-too-fast')
  if (await isMessageIdTaken(work.db, gatheringId, messageId)) return refuse('already-exists')
  const message: Omit<CrewMessageView, 'order'> = {
    messageId,
    at: work.now,
    from: from.meetingId,
    alias: from.alias,
    to: from.meetingId === null ? said.meetingId : null,
    cue: said.cue,
    text: said.text,
    rehearsalId: said.isRehearsal ? (rehearsal?.rehearsalId ?? null) : null,
  }
  await insertMessage(work.db, gatheringId, message)
  return { ok: true, changes: [{ type: 'crewSaid', messageId }] }
}

type Speaker = { readonly meetingId: string | null; readonly alias: string }

/** Counted in SQL, so that all processes share each speaker's rate limit. */
async function hasSaidTooMuch(
  work: Work,
  gatheringId: string,
  { meetingId, alias }: Speaker,
): Promise<boolean> {
  const most = meetingId === null ? limits.controlMessagesAMinute : limits.cityMessagesAMinute
  const said = await countSaidSince(work.db, gatheringId, { from: meetingId, alias }, work.now - 60_000)
  return said >= most
}

async function speaker(work: Work, actor: Actor, { meetingId }: Said): Promise<Speaker | null> {
  const alias = await directorAlias(work, actor)
  if (alias !== null) {
    if (meetingId !== null && (await work.meeting(meetingId)) === null) return null
    return { meetingId: null, alias }
  }
  const own = meetingId === null ? null : await meetingRunBy(work, actor, meetingId, 'talk')
  return own === null ? null : { meetingId, alias: own.meeting.hostAlias }
}

const sendCue: Handler<'sendCue'> = (work, actor, payload) => say(work, actor, { ...payload, text: '' })
const sendMessage: Handler<'sendMessage'> = (work, actor, payload) =>
  say(work, actor, { ...payload, cue: null })

const appointDirector: Handler<'appointDirector'> = async (work, actor, payload, gatheringId) => {
  const { directorId, alias, directorSecret } = payload
  if (work.gathering === null) return notFound
  if (!(await isOrganizer(work, actor))) return notAllowed
  const secretHash = hashSecret(directorSecret)
  if (await isDirectorIdTaken(work.db, directorId)) return refuse('already-exists')
  // One secret per director: if two shared it, dismissing one would leave the other's link valid.
  if ((await findDirector(work.db, gatheringId, secretHash)) !== null) return refuse('already-exists')
  if ((await listDirectors(work.db, gatheringId)).length >= limits.directors) {
    return refuse('too-many-directors')
  }
  await insertDirector(work.db, gatheringId, { directorId, alias }, secretHash, work.now)
  return { ok: true, changes: [{ type: 'controlChanged' }] }
}

const dismissDirector: Handler<'dismissDirector'> = async (work, actor, { directorId }, gatheringId) => {
  if (work.gathering === null) return notFound
  if (!(await isOrganizer(work, actor))) return notAllowed
  if (!(await deleteDirector(work.db, gatheringId, directorId))) return notFound
  return { ok: true, changes: [{ type: 'directorDismissed', directorId }] }
}

export const crewHandlers = { sendCue, sendMessage, appointDirector, dismissDirector }
