// Who may direct a link-up, and which stage they act on: the live one or the rehearsal's.
import { decideDirect, type SeatClaim } from '#shared/domain/director-seat.ts'
import type { RollCall } from '#shared/domain/roll-call.ts'
import type { Stage } from '#shared/domain/stage.ts'
import { refuse } from '#shared/domain/verdict.ts'
import type { Change } from '#shared/protocol/changes.ts'
import { findDirector } from '../store/crew-rows.ts'
import type { GatheringRecord } from '../store/gathering-rows.ts'
import { isLeaseHeld, seatLease } from '../store/lease-rows.ts'
import { noteStage } from '../store/stage-run-rows.ts'
import { type Actor, isOrganizer, notAllowed, notFound, type Refused } from './actor.ts'
import type { Work } from './unit-of-work.ts'

/** The alias of a director; `''` for an organizer, null for anyone else. */
export async function directorAlias(work: Work, actor: Actor): Promise<string | null> {
  if (await isOrganizer(work, actor)) return ''
  const gatheringId = work.gathering?.gathering.gatheringId
  if (gatheringId === undefined || actor.kind !== 'secret' || actor.opens !== 'director') return null
  return (await findDirector(work.db, gatheringId, actor.hash))?.alias ?? null
}

type Directing = { readonly ok: true; readonly record: GatheringRecord }

/** Whether this actor may direct now from this window. */
export async function mayDirect(
  work: Work,
  actor: Actor,
  claim: SeatClaim | undefined,
): Promise<Directing | Refused> {
  const record = work.gathering
  if (record === null) return notFound
  if ((await directorAlias(work, actor)) === null) return notAllowed
  const { seat } = record.linkUp
  const isHeld =
    claim === undefined &&
    seat.seatId !== null &&
    (await isLeaseHeld(work.db, seatLease(record.gathering.gatheringId), work.now))
  const verdict = decideDirect(seat, claim, isHeld)
  return verdict.ok ? { ok: true, record } : verdict
}

export type Run = { readonly stage: Stage; readonly rollCall: RollCall | null }

/** The live run, or the rehearsal's; refused when no rehearsal is running. */
export function runOf(
  { stage, linkUp }: GatheringRecord,
  isRehearsal: boolean,
): { readonly ok: true; readonly run: Run } | Refused {
  if (!isRehearsal) return { ok: true, run: { stage, rollCall: linkUp.rollCall } }
  return linkUp.rehearsal === null ? refuse('rehearsal-over') : { ok: true, run: linkUp.rehearsal }
}

/** Sets the stage. For the live stage it also records when the stage changed hands. Only the crew can read a rehearsal's changes. */
export async function setStage(
  work: Work,
  record: GatheringRecord,
  stage: Stage,
  isRehearsal: boolean,
  change: Change,
): Promise<readonly Change[]> {
  if (isRehearsal) return setRehearsal(work, record, { stage })
  work.setGathering({ ...record, stage })
  if (stage.fence !== record.stage.fence) {
    await noteStage(work.db, record.gathering.gatheringId, stage, work.now)
  }
  return [change]
}

export function setRollCall(
  work: Work,
  record: GatheringRecord,
  rollCall: RollCall,
  isRehearsal: boolean,
  meetingId?: string,
): readonly Change[] {
  if (isRehearsal) return setRehearsal(work, record, { rollCall })
  work.setGathering({ ...record, linkUp: { ...record.linkUp, rollCall } })
  return [{ type: 'rollCallChanged', ...(meetingId === undefined ? {} : { meetingId }) }]
}

function setRehearsal(work: Work, record: GatheringRecord, run: Partial<Run>): readonly Change[] {
  const { rehearsal } = record.linkUp
  if (rehearsal === null) return []
  work.setGathering({ ...record, linkUp: { ...record.linkUp, rehearsal: { ...rehearsal, ...run } } })
  return [{ type: 'controlChanged' }]
}
