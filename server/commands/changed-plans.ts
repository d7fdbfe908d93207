// Carries out what organizers decide when plans change: postponed, cancelled, taken back; a city moved, or joined to another one.
import type { Gathering } from '#shared/domain/gathering.ts'
import {
  decideCancelGathering,
  decidePostpone,
  decideReinstate,
  giveReason,
  postpone,
  reinstate,
} from '#shared/domain/moment.ts'
import { refuse, type Verdict } from '#shared/domain/verdict.ts'
import type { RefusalReason } from '#shared/protocol/answers.ts'
import { type Handler, isOrganizer, notAllowed, notFound } from './actor.ts'
import { mergingHandlers } from './merging.ts'
import { nextPurgeDate } from './purge-date.ts'
import { replan } from './replan.ts'

type PlanCommand = 'postponeGathering' | 'cancelGathering' | 'reinstateGathering'

/** A decision about the whole gathering: allowed, then written. */
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

const moveMeeting: Handler<'moveMeeting'> = async (work, actor, { meetingId, placeId }) => {
  if (!(await isOrganizer(work, actor))) return notAllowed
  const record = await work.meeting(meetingId)
  if (record === null) return notFound
  const place = work.means.findPlace(placeId)
  if (place === undefined) return refuse('city-unknown', 'placeId')
  const { meeting } = record
  if (place.placeId === meeting.place.placeId) return refuse('already-there', 'placeId')
  const isBack = place.placeId === meeting.formerPlace?.placeId
  // While nobody but its crew saw it, nobody needs to be told where it was.
  const formerPlace = isBack || meeting.status !== 'approved' ? null : meeting.place
  // Venue and street are those of the former city: with the new one beside them they would lead people there, or publish where it was.
  work.setMeeting({ ...record, meeting: { ...meeting, place, formerPlace, venue: '', address: '' } })
  return { ok: true, changes: [{ type: 'meetingEdited', meetingId }] }
}

export const changedPlanHandlers = {
  postponeGathering,
  cancelGathering,
  reinstateGathering,
  moveMeeting,
  ...mergingHandlers,
}
