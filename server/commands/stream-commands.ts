// Command handlers for a city's streams and its stream status.

import { decideLinkStatus, maxStreams, parseStreamSource } from '#shared/domain/stream.ts'
import { refuse } from '#shared/domain/verdict.ts'
import { type Handler, meetingRunBy, notAllowed, notFound } from './actor.ts'

const addStream: Handler<'addStream'> = async (work, actor, { meetingId, streamId, role, address }) => {
  const record = await meetingRunBy(work, actor, meetingId, 'streams')
  if (record === null) return notAllowed
  const { meeting } = record
  const parsed = parseStreamSource(address, role)
  if (!parsed.ok) return parsed
  // Adding an existing id replaces that stream.
  const others = meeting.streams.filter((stream) => stream.streamId !== streamId)
  if (others.length >= maxStreams) return refuse('too-many-streams')
  const streams = meeting.streams.some((stream) => stream.streamId === streamId)
    ? meeting.streams.map((stream) =>
        stream.streamId === streamId ? { streamId, role, source: parsed.source } : stream,
      )
    : [...others, { streamId, role, source: parsed.source }]
  work.setMeeting({ ...record, meeting: { ...meeting, streams } })
  return { ok: true, changes: [{ type: 'streamsChanged', meetingId }] }
}

const removeStream: Handler<'removeStream'> = async (work, actor, { meetingId, streamId }) => {
  const record = await meetingRunBy(work, actor, meetingId, 'streams')
  if (record === null) return notAllowed
  const { meeting } = record
  const streams = meeting.streams.filter((stream) => stream.streamId !== streamId)
  if (streams.length === meeting.streams.length) return notFound
  const link = streams.length === 0 ? { status: 'off' as const, since: work.now } : meeting.link
  work.setMeeting({ ...record, meeting: { ...meeting, streams, link } })
  return { ok: true, changes: [{ type: 'streamsChanged', meetingId }] }
}

const setLink: Handler<'setLink'> = async (work, actor, { meetingId, status }) => {
  const record = await meetingRunBy(work, actor, meetingId, 'link')
  if (record === null) return notAllowed
  const { meeting } = record
  if (meeting.status !== 'approved') return refuse('meeting-not-open')
  const verdict = decideLinkStatus(meeting, status)
  if (!verdict.ok) return verdict
  const since = meeting.link.status === status ? meeting.link.since : work.now
  work.setMeeting({ ...record, meeting: { ...meeting, link: { status, since } } })
  return { ok: true, changes: [{ type: 'linkChanged', meetingId, status }] }
}

export const streamHandlers = { addStream, removeStream, setLink }
