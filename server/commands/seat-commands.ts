// Command handlers for the director's seat: take it when free, ask for it and hand it over when not.
import { seatLastsMs, sitDown, standUp } from '#shared/domain/director-seat.ts'
import { refuse } from '#shared/domain/verdict.ts'
import type { GatheringRecord } from '../store/gathering-rows.ts'
import { endLease, seatLease, takeLease } from '../store/lease-rows.ts'
import { type Handler, notAllowed, notFound } from './actor.ts'
import { directorAlias, mayDirect } from './directing.ts'
import type { Work } from './unit-of-work.ts'

/** The lease's holder is the window (`seatId`), independent of the seat's term. */
const takeSeat: Handler<'takeSeat'> = async (work, actor, { seatId, alias, seenTerm }) => {
  const record = work.gathering
  if (record === null) return notFound
  if ((await directorAlias(work, actor)) === null) return notAllowed
  const { seat } = record.linkUp
  // Refuses a request made before this window saw that somebody else took the seat.
  if (seenTerm !== seat.term) return refuse('seat-lost')
  if (!(await holdLease(work, record, seatId))) return refuse('seat-taken')
  setSeat(work, record, sitDown(seat, { seatId, alias }))
  return { ok: true, changes: [{ type: 'controlChanged' }] }
}

const askForSeat: Handler<'askForSeat'> = async (work, actor, { seatId, alias }) => {
  const record = work.gathering
  if (record === null) return notFound
  if ((await directorAlias(work, actor)) === null) return notAllowed
  const { seat } = record.linkUp
  if (seat.seatId === null || seat.seatId === seatId) return refuse('seat-not-asked')
  setSeat(work, record, { ...seat, asking: { seatId, alias, at: work.now } })
  return { ok: true, changes: [{ type: 'controlChanged' }] }
}

const giveSeat: Handler<'giveSeat'> = async (work, actor, { seat: claim, toSeatId }) => {
  const directing = await mayDirect(work, actor, claim)
  if (!directing.ok) return directing
  const { record } = directing
  const { seat } = record.linkUp
  if (seat.asking?.seatId !== toSeatId) return refuse('seat-not-asked')
  await endLease(work.db, seatLease(record.gathering.gatheringId))
  await holdLease(work, record, toSeatId)
  setSeat(work, record, sitDown(seat, { seatId: toSeatId, alias: seat.asking.alias }))
  return { ok: true, changes: [{ type: 'controlChanged' }] }
}

const leaveSeat: Handler<'leaveSeat'> = async (work, actor, { seat: claim }) => {
  const directing = await mayDirect(work, actor, claim)
  if (!directing.ok) return directing
  const { record } = directing
  await endLease(work.db, seatLease(record.gathering.gatheringId))
  setSeat(work, record, standUp(record.linkUp.seat))
  return { ok: true, changes: [{ type: 'controlChanged' }] }
}

function holdLease(work: Work, { gathering }: GatheringRecord, seatId: string): Promise<boolean> {
  const name = seatLease(gathering.gatheringId)
  return takeLease(work.db, { name, holder: seatId, now: work.now, lastsMs: seatLastsMs })
}

function setSeat(work: Work, record: GatheringRecord, seat: GatheringRecord['linkUp']['seat']): void {
  work.setGathering({ ...record, linkUp: { ...record.linkUp, seat } })
}

export const seatHandlers = { takeSeat, askForSeat, giveSeat, leaveSeat }
