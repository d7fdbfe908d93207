// Calendar entries of a meeting, of a withdrawn meeting, of a whole gathering, and of one's own reply.
import { segmentKindKeys } from '#client/i18n/link-up-keys.ts'
import { textFor } from '#shared/domain/gathering.ts'
import { gatheringSpan, meetingStart } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import { planSlots } from '#shared/domain/programme.ts'
import { sumOfRevisions } from '#shared/domain/revision.ts'
import type { Stream } from '#shared/domain/stream.ts'
import { streamAddress } from '#shared/domain/stream-address.ts'
import { instantFromLocal, localFromInstant } from '#shared/domain/time.ts'
import { stateOf } from '#shared/protocol/reply-state.ts'
import type {
  GatheringView,
  MeetingView,
  SegmentView,
  TicketView,
  WithdrawnView,
} from '#shared/protocol/views.ts'
import type { Plan } from '../reading/plan.ts'
import { wordsIn } from '../words/words.ts'
import type { Conference, Entry, When, Words } from './icalendar.ts'

export type Reader = {
  /** The language of the gathering's texts and of place names (BCP 47). */
  readonly language: string
  /** The language of our own words: one of the interface's. */
  readonly wordsLanguage: string
  /** The origin of page links. */
  readonly origin: string
}

/** Alarms a day before and two hours before. */
const alarmsMinutes = [24 * 60, 120]

/** Stable for the lifetime of the meeting. */
export const uidOf = (id: string) => `${id}@multaqa`

/** The entry of one meeting; null if it has no date and never had one. */
export function meetingEntry(gathering: GatheringView, meeting: MeetingView, reader: Reader): Entry | null {
  const base = entryOf(gathering, meeting, reader)
  if (base === null) return null
  const city = placeName(meeting.place.names, reader.language)
  const { venue = '', address = '' } = meeting.address ?? {}
  return {
    ...base,
    url: `${reader.origin}/g/${gathering.slug}/${meeting.meetingId}`,
    location: {
      text: [venue, address, city].filter((part) => part !== '').join(', '),
      language: reader.language,
    },
    conferences: meeting.streams.flatMap((stream) => conferenceOf(stream, meeting, reader.language)),
  }
}

/** A cancelled entry: calendars that contain the meeting show it struck out. */
export function withdrawnEntry(
  gathering: GatheringView,
  meeting: WithdrawnView,
  reader: Reader,
): Entry | null {
  const base = entryOf(gathering, meeting, reader)
  return base === null ? null : { ...base, status: 'CANCELLED' }
}

/** The whole gathering as one entry, from the first city's start to the last one's end. */
export function gatheringEntry({ gathering, meetings }: Plan, reader: Reader): Entry | null {
  const zones = meetings.map(({ place }) => place.timeZone)
  const span = gatheringSpan({ ...gathering, startsAt: lastKnownStart(gathering) }, zones)
  if (span === null) return null
  const { summary, description } = wordsOf(gathering, reader)
  const when: When = { kind: 'instant', ...span }
  return {
    ...commonOf(gathering, reader),
    uid: uidOf(gathering.gatheringId),
    sequence: gathering.revision,
    changedAt: gathering.revisedAt,
    when,
    summary,
    description,
    point: null,
    partOf: null,
  }
}

/** A reply, its gathering, and how often it changed for its holder. */
export type RevisedReply = {
  readonly gathering: GatheringView
  readonly ticket: TicketView
  readonly revision: number
}

/**
 * Contains the address if the reply's holder may see it; struck out once the reply is cancelled. Each change of the reply raises SEQUENCE
 * by one and DTSTAMP by a second: the time of the change is not stored, and calendar apps only compare whether an entry is newer.
 */
export function replyEntry({ gathering, ticket, revision }: RevisedReply, reader: Reader): Entry | null {
  const { meeting } = ticket
  const state = stateOf(ticket)
  const entry =
    meeting.status === 'approved'
      ? meetingEntry(gathering, meeting, reader)
      : withdrawnEntry(gathering, meeting, reader)
  if (entry === null) return null
  const isOff = state === 'cancelled' || state === 'declined' || entry.status === 'CANCELLED'
  const status = isOff ? 'CANCELLED' : state === 'confirmed' ? entry.status : 'TENTATIVE'
  // The page of a meeting hidden from strangers opens only with its invitation.
  const isInvited = meeting.exposure.existence === 'invited'
  return {
    ...entry,
    sequence: entry.sequence + revision,
    changedAt: entry.changedAt + revision * 1000,
    status,
    isBusy: !isOff,
    url: isInvited ? `${reader.origin}/g/${gathering.slug}` : entry.url,
    alarmsMinutes: isOff ? [] : alarmsMinutes,
  }
}

/** One entry per segment of the programme, at its own time; a segment of a city hidden from strangers has no details. */
export function segmentEntries(plan: Plan, reader: Reader): Entry[] {
  const { gathering, meetings, programmeRevision } = plan
  const startsAt = lastKnownStart(gathering)
  if (startsAt === null) return []
  const { revision, revisedAt } = sumOfRevisions(gathering, programmeRevision)
  return planSlots(plan.programme).map(({ segment, fromMs, toMs }) => {
    const meeting = meetings.find(({ meetingId }) => meetingId === segment.meetingId)
    const city = meeting && {
      text: placeName(meeting.place.names, reader.language),
      language: reader.language,
    }
    return {
      ...commonOf(gathering, reader),
      uid: uidOf(`${gathering.gatheringId}.${segment.segmentId}`),
      sequence: revision,
      changedAt: revisedAt,
      when: { kind: 'instant', from: startsAt + fromMs, to: startsAt + toMs },
      summary: segmentSummary(segment, city, reader),
      description: wordsOf(gathering, reader).summary,
      location: city ?? null,
      point: meeting ? { latitude: meeting.place.latitude, longitude: meeting.place.longitude } : null,
      partOf: uidOf(gathering.gatheringId),
    }
  })
}

function segmentSummary(segment: SegmentView, city: Words | undefined, { wordsLanguage }: Reader): Words {
  const { t } = wordsIn(wordsLanguage)
  if (segment.isClosed) return { text: t('programme.closed'), language: wordsLanguage }
  const isTitled = segment.title !== ''
  const said = isTitled ? segment.title : t(segmentKindKeys[segment.kind])
  const text = city === undefined ? said : `${said} · ${city.text}`
  return { text, language: isTitled ? segment.language : wordsLanguage }
}

/** Adds alarms: for a file of one chosen meeting, not for a list. */
export function withAlarms(entry: Entry): Entry {
  return entry.status === 'CANCELLED' ? entry : { ...entry, isBusy: true, alarmsMinutes }
}

function entryOf(gathering: GatheringView, meeting: WithdrawnView, reader: Reader): Entry | null {
  const when = meetingWhen(gathering, meeting.place.timeZone)
  if (when === null) return null
  const { summary, description } = wordsOf(gathering, reader)
  const { revision, revisedAt } = sumOfRevisions(gathering, meeting)
  const { latitude, longitude, names } = meeting.place
  const city = { text: placeName(names, reader.language), language: reader.language }
  return {
    ...commonOf(gathering, reader),
    uid: uidOf(meeting.meetingId),
    sequence: revision,
    changedAt: revisedAt,
    when,
    summary: { ...summary, text: `${summary.text} · ${city.text}` },
    location: city,
    description,
    point: { latitude, longitude },
    partOf: uidOf(gathering.gatheringId),
  }
}

function commonOf(gathering: GatheringView, reader: Reader) {
  return {
    status: statusOf(gathering),
    isBusy: false,
    location: null,
    url: `${reader.origin}/g/${gathering.slug}`,
    categories: [wordsOf(gathering, reader).summary],
    conferences: [],
    alarmsMinutes: [],
  } as const
}

/** An entry whose date was removed is tentative until a new date is known. */
function statusOf({ standing, startsAt }: GatheringView): Entry['status'] {
  if (standing === 'cancelled') return 'CANCELLED'
  return startsAt === null ? 'TENTATIVE' : 'CONFIRMED'
}

function wordsOf(gathering: GatheringView, reader: Reader): { summary: Words; description: Words } {
  const { text, language } = textFor(gathering, reader.language)
  const page = `${reader.origin}/g/${gathering.slug}`
  return {
    summary: { text: text.title, language },
    description: { text: text.slogan === '' ? page : `${text.slogan}\n${page}`, language },
  }
}

function lastKnownStart({ startsAt, formerStartsAt }: GatheringView): number | null {
  return startsAt ?? formerStartsAt
}

/**
 * One instant is written in UTC, so that no reader can shift it. With `same-local-hour` it is written in the city's local time, which was
 * announced and stays when the zone's rules change; but in UTC if the start or end is the second occurrence of a repeated local time, which
 * a local time cannot express (RFC 5545 §3.3.5).
 */
function meetingWhen(gathering: GatheringView, timeZone: string): When | null {
  const from = meetingStart({ ...gathering, startsAt: lastKnownStart(gathering) }, timeZone)
  if (from === null) return null
  const to = from + gathering.lengthMs
  if (gathering.clockRule === 'same-instant') return { kind: 'instant', from, to }
  const local = { from: localFromInstant(from, timeZone), to: localFromInstant(to, timeZone) }
  const isSaidByClock =
    instantFromLocal(local.from, timeZone) === from && instantFromLocal(local.to, timeZone) === to
  return isSaidByClock ? { kind: 'local', timeZone, ...local } : { kind: 'instant', from, to }
}

function conferenceOf(stream: Stream, meeting: MeetingView, language: string): Conference[] {
  const { role, source } = stream
  const label = { text: placeName(meeting.place.names, language), language }
  const uri = streamAddress(source)
  if (source.provider === 'phone') return [{ uri, label, features: ['PHONE'] }]
  return [{ uri, label, features: role === 'audio' ? ['AUDIO'] : ['AUDIO', 'VIDEO'] }]
}
