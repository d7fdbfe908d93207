// Carries out what organizers and directors ask of the programme.
import { placeSegment } from '#shared/domain/programme.ts'
import { refuse } from '#shared/domain/verdict.ts'
import { type Handler, notAllowed, notFound } from './actor.ts'
import { directorAlias } from './directing.ts'

const putSegment: Handler<'putSegment'> = async (work, actor, { segment, afterSegmentId }) => {
  const record = work.gathering
  if (record === null) return notFound
  if ((await directorAlias(work, actor)) === null) return notAllowed
  if (segment.meetingId !== null && (await work.meeting(segment.meetingId)) === null) return notFound
  const placed = placeSegment(record.linkUp.programme, segment, afterSegmentId)
  if (!placed.ok) return placed
  work.setGathering({ ...record, linkUp: { ...record.linkUp, programme: placed.programme } })
  return { ok: true, changes: [{ type: 'programmeChanged' }] }
}

const removeSegment: Handler<'removeSegment'> = async (work, actor, { segmentId }) => {
  const record = work.gathering
  if (record === null) return notFound
  if ((await directorAlias(work, actor)) === null) return notAllowed
  const programme = record.linkUp.programme.filter((segment) => segment.segmentId !== segmentId)
  if (programme.length === record.linkUp.programme.length) return refuse('segment-not-found')
  work.setGathering({ ...record, linkUp: { ...record.linkUp, programme } })
  return { ok: true, changes: [{ type: 'programmeChanged' }] }
}

export const programmeHandlers = { putSegment, removeSegment }
