// Command handlers for the programme, for organizers and directors.
import { placeSegment } from '#shared/domain/programme.ts'
import { putRecording } from '#shared/domain/recording.ts'
import { applySegmentRemoved } from '#shared/domain/stage.ts'
import { parseStreamSource } from '#shared/domain/stream.ts'
import { refuse } from '#shared/domain/verdict.ts'
import { type Handler, meetingRunBy, notAllowed, notFound } from './actor.ts'
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
  const { programme, rehearsal } = record.linkUp
  const index = programme.findIndex((segment) => segment.segmentId === segmentId)
  if (index === -1) return refuse('segment-not-found')
  const before = programme[index - 1]?.segmentId ?? null
  work.setGathering({
    ...record,
    stage: applySegmentRemoved(record.stage, segmentId, before),
    linkUp: {
      ...record.linkUp,
      programme: programme.toSpliced(index, 1),
      rehearsal: rehearsal && {
        ...rehearsal,
        stage: applySegmentRemoved(rehearsal.stage, segmentId, before),
      },
    },
  })
  return { ok: true, changes: [{ type: 'programmeChanged', isRemoval: true }] }
}

const setRecording: Handler<'setRecording'> = async (work, actor, { meetingId, segmentId, address }) => {
  const record = work.gathering
  if (record === null) return notFound
  const segment = record.linkUp.programme.find((each) => each.segmentId === segmentId)
  if (segmentId !== null && segment === undefined) return refuse('segment-not-found')
  // A segment's city may set the segment's recording itself.
  const cityId = segment === undefined ? meetingId : segment.meetingId
  if (cityId !== null && (await work.meeting(cityId)) === null) return notFound
  const isTheirs = cityId !== null && (await meetingRunBy(work, actor, cityId, 'recordings')) !== null
  if (!isTheirs && (await directorAlias(work, actor)) === null) return notAllowed
  const parsed = address === null ? null : parseStreamSource(address, 'main')
  if (parsed?.ok === false) return parsed
  const of = segmentId === null ? { meetingId, segmentId } : { meetingId: null, segmentId }
  const recordings = putRecording(record.linkUp.recordings, of, parsed?.source ?? null)
  work.setGathering({ ...record, linkUp: { ...record.linkUp, recordings } })
  return { ok: true, changes: [{ type: 'recordingSet', meetingId: cityId }] }
}

export const programmeHandlers = { putSegment, removeSegment, setRecording }
