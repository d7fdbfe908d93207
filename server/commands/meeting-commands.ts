// Command handlers for what organizers, hosts and proposers do with a meeting.

import {
  applyMeetingEdit,
  decideApprove,
  decideDecline,
  decidePropose,
  decideRepropose,
  decideWithdraw,
  type Meeting,
  neverMoved,
  noCounts,
} from '#shared/domain/meeting.ts'
import { meetingPhase } from '#shared/domain/moment.ts'
import type { Place } from '#shared/domain/place.ts'
import { withdrawnKeptHours } from '#shared/domain/retention.ts'
import { refuse } from '#shared/domain/verdict.ts'
import type { Change } from '#shared/protocol/changes.ts'
import type { CommandPayload } from '#shared/protocol/commands.ts'
import { limits } from '#shared/protocol/limits.ts'
import { hashSecret, makeCode, makeDoorKey, makeSecret } from '../secrets.ts'
import { insertMeeting, loadMeeting, type MeetingRecord } from '../store/meeting-rows.ts'
import { type Handler, isOrganizer, meetingRunBy, notAllowed, notFound } from './actor.ts'
import { clearStageOf } from './clear-stage.ts'
import { boundAfterEdit } from './merged-counts.ts'
import { mergingHandlers } from './merging.ts'
import type { Work } from './unit-of-work.ts'
import { moveUpWaiting } from './waiting-list.ts'

const hourMs = 60 * 60 * 1000

const addMeeting: Handler<'addMeeting'> = async (work, actor, payload, gatheringId) => {
  if (work.gathering === null) return notFound
  if (!(await isOrganizer(work, actor))) return notAllowed
  const place = work.means.findPlace(payload.placeId)
  if (place === undefined) return refuse('city-unknown', 'placeId')
  if (await isMeetingIdTaken(work, payload.meetingId)) return refuse('already-exists')
  const cities = (await work.meetings()).filter(({ meeting }) => !isProposal(meeting))
  if (cities.length >= limits.meetings) return refuse('too-many-meetings')
  const record = newMeeting(work, gatheringId, payload, place, 'approved', hashSecret(payload.hostSecret))
  await insertMeeting(work.db, record)
  work.keepMeeting(record)
  return {
    ok: true,
    changes: [{ type: 'meetingAdded', meetingId: payload.meetingId }],
    outcome: { meetingId: payload.meetingId },
  }
}

const proposeMeeting: Handler<'proposeMeeting'> = async (work, actor, payload, gatheringId) => {
  const gathering = work.gathering?.gathering
  if (gathering === undefined) return notFound
  if (actor.kind !== 'secret' || actor.opens !== 'host') return notAllowed
  const place = work.means.findPlace(payload.placeId)
  if (place === undefined) return refuse('city-unknown', 'placeId')
  if (await isMeetingIdTaken(work, payload.meetingId)) return refuse('already-exists')
  const meetings = await work.meetings()
  // One host link opens one city; its host could not reach a second one.
  if (meetings.some(({ hostHash }) => hostHash === actor.hash)) return refuse('already-exists')
  // A known source has its own limit, so that nobody can fill the list for others.
  const waiting = meetings.filter(({ meeting }) => meeting.status === 'proposed')
  const isFull = actor.from === undefined ? waiting.length >= limits.proposals : actor.from.isFull
  if (isFull) return refuse('too-many-proposals')
  const samePlace = meetings
    .map((record) => record.meeting)
    .filter((meeting) => meeting.place.placeId === place.placeId)
  // A hidden meeting must not be discoverable by proposing another in the same city.
  const known = samePlace.filter((meeting) => meeting.exposure.existence === 'public')
  const verdict = decidePropose(gathering, meetingPhase(gathering, place.timeZone, work.now), known)
  if (!verdict.ok) return verdict
  const record = newMeeting(work, gatheringId, payload, place, 'proposed', actor.hash)
  await insertMeeting(work.db, record)
  work.keepMeeting(record)
  return {
    ok: true,
    changes: [{ type: 'meetingProposed', meetingId: payload.meetingId }],
    outcome: { meetingId: payload.meetingId },
  }
}

/** Not (yet) a city of the gathering: a flood of proposals must not use up the organizers' limit. */
function isProposal({ status }: Meeting): boolean {
  return status === 'proposed' || status === 'declined'
}

async function isMeetingIdTaken(work: Work, meetingId: string): Promise<boolean> {
  return (await loadMeeting(work.db, meetingId)) !== null
}

function newMeeting(
  work: Work,
  gatheringId: string,
  { meetingId, plan }: Pick<CommandPayload<'addMeeting'>, 'meetingId' | 'plan'>,
  place: Place,
  status: Meeting['status'],
  hostHash: string,
): MeetingRecord {
  return {
    meeting: {
      ...plan,
      meetingId,
      gatheringId,
      status,
      place,
      ...neverMoved,
      revisedAt: work.now,
      declineReason: '',
      streams: [],
      link: { status: 'off', since: work.now },
      counts: noCounts,
    },
    hostHash,
    arrivalCode: makeCode(6),
    invitation: `i_${makeSecret()}`,
    doorKey: makeDoorKey(),
    proposedAt: work.now,
  }
}

const editMeeting: Handler<'editMeeting'> = async (work, actor, { meetingId, edit }) => {
  const record = await meetingRunBy(work, actor, meetingId, 'plan')
  if (record === null) return notAllowed
  const named = Object.fromEntries(Object.entries(edit).filter(([, value]) => value !== undefined))
  const changed = { ...record, meeting: applyMeetingEdit(record.meeting, named) }
  const edited = edit.exposure === undefined ? changed : await boundAfterEdit(work, record, changed)
  const moved = await moveUpWaiting(work, edited)
  work.setMeeting(moved.record)
  // Strangers cannot see proposals or withdrawn meetings, so the ids of those must not be sent as gone.
  const isHidden =
    record.meeting.status === 'approved' &&
    record.meeting.exposure.existence === 'public' &&
    edited.meeting.exposure.existence === 'invited'
  const isOpened =
    record.meeting.exposure.existence === 'invited' && edited.meeting.exposure.existence === 'public'
  const change: Change = isHidden
    ? { type: 'meetingHidden', meetingId }
    : { type: 'meetingEdited', meetingId, ...(isOpened ? { isOpened } : {}) }
  const unnamed = edited.meeting.exposure.existence === 'invited' ? await unnameMerged(work, meetingId) : []
  return { ok: true, changes: [change, ...moved.changes, ...unnamed] }
}

/** Removes a city that was closed to strangers from the public lists of merged cities (A11, P4). */
async function unnameMerged(work: Work, meetingId: string): Promise<readonly Change[]> {
  const changes: Change[] = []
  for (const record of await work.meetings()) {
    const mergedFrom = record.meeting.mergedFrom.filter((merged) => merged.meetingId !== meetingId)
    if (mergedFrom.length === record.meeting.mergedFrom.length) continue
    work.setMeeting({ ...record, meeting: { ...record.meeting, mergedFrom } })
    changes.push({ type: 'meetingEdited', meetingId: record.meeting.meetingId })
  }
  return changes
}

type Judged = { readonly meeting: Partial<Meeting>; readonly change: Change }

/** Handler for an organizer's decision about one meeting: checks it, then writes it. */
function judge<Name extends 'approveMeeting' | 'declineMeeting' | 'withdrawMeeting'>(
  decide: (
    meeting: Meeting,
  ) => ReturnType<typeof decideApprove | typeof decideDecline | typeof decideWithdraw>,
  outcome: (payload: CommandPayload<Name>, meeting: Meeting, isPublished: boolean) => Judged,
): Handler<Name> {
  return async (work, actor, payload) => {
    if (!(await isOrganizer(work, actor))) return notAllowed
    const record = await work.meeting(payload.meetingId)
    if (record === null) return notFound
    const verdict = decide(record.meeting)
    if (!verdict.ok) return verdict
    const { meeting, change } = outcome(payload, record.meeting, isPublished(work))
    // Seats may have become free while the city was withdrawn.
    const moved = await moveUpWaiting(work, {
      ...record,
      // Only a withdrawal can be undone for a while. A declined proposal stays until the purge, so that its host can read the reason.
      eraseAt: change.type === 'meetingWithdrawn' ? work.now + withdrawnKeptHours * hourMs : null,
      meeting: { ...record.meeting, ...meeting },
    })
    work.setMeeting(moved.record)
    const cleared = change.type === 'meetingWithdrawn' ? await clearStageOf(work, payload.meetingId) : []
    return { ok: true, changes: [change, ...moved.changes, ...cleared] }
  }
}

const approveMeeting = judge<'approveMeeting'>(decideApprove, ({ meetingId }) => ({
  meeting: { status: 'approved', declineReason: '', wasAnnounced: false },
  change: { type: 'meetingApproved', meetingId },
}))

const declineMeeting = judge<'declineMeeting'>(decideDecline, ({ meetingId, reason }) => ({
  meeting: { status: 'declined', declineReason: reason },
  change: { type: 'meetingDeclined', meetingId },
}))

const withdrawMeeting = judge<'withdrawMeeting'>(
  decideWithdraw,
  ({ meetingId }, { exposure }, isGatheringPublished) => {
    const wasPublic = exposure.existence === 'public'
    return {
      meeting: { status: 'withdrawn', wasAnnounced: wasPublic && isGatheringPublished },
      change: { type: 'meetingWithdrawn', meetingId, wasPublic },
    }
  },
)

const declineProposals: Handler<'declineProposals'> = async (work, actor, { meetingIds, reason }) => {
  if (!(await isOrganizer(work, actor))) return notAllowed
  return judgeAll(
    work,
    meetingIds,
    decideDecline,
    { status: 'declined', declineReason: reason },
    'meetingDeclined',
  )
}

const reproposeMeetings: Handler<'reproposeMeetings'> = async (work, actor, { meetingIds }) => {
  if (!(await isOrganizer(work, actor))) return notAllowed
  return judgeAll(
    work,
    meetingIds,
    decideRepropose,
    { status: 'proposed', declineReason: '' },
    'meetingProposed',
  )
}

/** Applies the decision to each meeting that allows it; refused if none does. */
async function judgeAll(
  work: Work,
  meetingIds: readonly string[],
  decide: (meeting: Meeting) => ReturnType<typeof decideDecline | typeof decideRepropose>,
  meeting: Partial<Meeting>,
  type: 'meetingDeclined' | 'meetingProposed',
): ReturnType<Handler<'declineProposals'>> {
  const changes: Change[] = []
  let refused: ReturnType<typeof decide> | null = null
  for (const meetingId of new Set(meetingIds)) {
    const record = await work.meeting(meetingId)
    if (record === null) continue
    const verdict = decide(record.meeting)
    if (!verdict.ok) {
      refused = verdict
      continue
    }
    work.setMeeting({ ...record, meeting: { ...record.meeting, ...meeting } })
    changes.push({ type, meetingId })
  }
  if (changes.length > 0) return { ok: true, changes, outcome: { decided: changes.length } }
  return refused === null || refused.ok ? notFound : refused
}

function isPublished(work: Work): boolean {
  return work.gathering?.gathering.status === 'published'
}

const renewHostLink: Handler<'renewHostLink'> = async (work, actor, { meetingId, hostSecret }) => {
  if (!(await isOrganizer(work, actor))) return notAllowed
  const record = await work.meeting(meetingId)
  if (record === null) return notFound
  work.setMeeting({ ...record, hostHash: hashSecret(hostSecret) })
  return { ok: true, changes: [{ type: 'hostLinkRenewed', meetingId }] }
}

/** The new invitation is made here and readable only by the city's crew. Replies made with the old one stay. */
const renewInvitation: Handler<'renewInvitation'> = async (work, actor, { meetingId }) => {
  const record = await meetingRunBy(work, actor, meetingId, 'codes')
  if (record === null) return notAllowed
  work.setMeeting({ ...record, invitation: `i_${makeSecret()}` })
  return { ok: true, changes: [{ type: 'invitationRenewed', meetingId }] }
}

const renewArrivalCode: Handler<'renewArrivalCode'> = async (work, actor, { meetingId }) => {
  const record = await meetingRunBy(work, actor, meetingId, 'codes')
  if (record === null) return notAllowed
  let arrivalCode = makeCode(6)
  while (arrivalCode === record.arrivalCode) arrivalCode = makeCode(6)
  work.setMeeting({ ...record, arrivalCode })
  return { ok: true, changes: [{ type: 'arrivalCodeRenewed', meetingId }] }
}

const moveMeeting: Handler<'moveMeeting'> = async (work, actor, { meetingId, placeId }) => {
  if (!(await isOrganizer(work, actor))) return notAllowed
  const record = await work.meeting(meetingId)
  if (record === null) return notFound
  const place = work.means.findPlace(placeId)
  if (place === undefined) return refuse('city-unknown', 'placeId')
  const { meeting } = record
  if (place.placeId === meeting.place.placeId) return refuse('already-there', 'placeId')
  const isBack = place.placeId === meeting.formerPlace?.placeId
  // If only its crew could see it before, no former place needs to be shown.
  const formerPlace = isBack || meeting.status !== 'approved' ? null : meeting.place
  // Venue and address belong to the former city: shown with the new city they would misdirect people or reveal the old place.
  work.setMeeting({ ...record, meeting: { ...meeting, place, formerPlace, venue: '', address: '' } })
  return { ok: true, changes: [{ type: 'meetingEdited', meetingId }] }
}

export const meetingHandlers = {
  ...mergingHandlers,
  moveMeeting,
  addMeeting,
  proposeMeeting,
  editMeeting,
  approveMeeting,
  declineMeeting,
  declineProposals,
  reproposeMeetings,
  withdrawMeeting,
  renewHostLink,
  renewInvitation,
  renewArrivalCode,
}
