// A gathering and its cities as schema.org events (https://schema.org/Event), from the public view, for search engines and calendars.
import { textFor } from '#shared/domain/gathering.ts'
import { gatheringSpan, meetingSpan, type Span } from '#shared/domain/moment.ts'
import { placeName } from '#shared/domain/place.ts'
import { streamAddress } from '#shared/domain/stream-address.ts'
import { isoInZone } from '#shared/domain/time.ts'
import type { GatheringView, MeetingView, Snapshot } from '#shared/protocol/views.ts'

type Linked = { readonly [key: string]: unknown }

/** `origin` has no trailing slash; `picture` is the URL of the page's picture. */
export type LinkedPage = { readonly origin: string; readonly language: string; readonly picture: string }

const context = 'https://schema.org'
/** Limits the page's size for gatherings with very many cities; each city's own page describes it. */
const mostSubEvents = 100

export function linkedGathering(snapshot: Snapshot, page: LinkedPage): Linked {
  const { gathering, meetings } = snapshot
  const zones = meetings.map(({ place }) => place.timeZone)
  const mainZone = gathering.leadPlace?.timeZone ?? zones[0] ?? 'UTC'
  const { text } = textFor(gathering, page.language)
  const inLanguage = gathering.languages
  const told = meetings.slice(0, mostSubEvents)
  return {
    '@context': context,
    ...briefGathering(gathering, page, mainZone, zones),
    ...(text.slogan === '' ? {} : { description: text.slogan }),
    image: page.picture,
    eventAttendanceMode: told.some((meeting) => streamsOf(meeting).length > 0) ? mixed : inPerson,
    ...(inLanguage.length === 0 ? {} : { inLanguage }),
    location: [
      ...told.map((meeting) => placeOf(meeting, page.language)),
      ...[...new Set(told.flatMap(streamsOf))].map(virtualLocation),
    ],
    subEvent: told.map((meeting) => meetingItself(gathering, meeting, page)),
  }
}

export function linkedMeeting(
  { gathering, meetings }: Snapshot,
  meeting: MeetingView,
  page: LinkedPage,
): Linked {
  const zones = meetings.map(({ place }) => place.timeZone)
  const mainZone = gathering.leadPlace?.timeZone ?? meeting.place.timeZone
  const { text } = textFor(gathering, page.language)
  return {
    '@context': context,
    ...meetingItself(gathering, meeting, page),
    ...(text.slogan === '' ? {} : { description: text.slogan }),
    image: page.picture,
    superEvent: briefGathering(gathering, page, mainZone, zones),
  }
}

const inPerson = `${context}/OfflineEventAttendanceMode`
const mixed = `${context}/MixedEventAttendanceMode`

function briefGathering(
  gathering: GatheringView,
  page: LinkedPage,
  timeZone: string,
  zones: readonly string[],
): Linked {
  const url = `${page.origin}/g/${gathering.slug}`
  return {
    '@type': 'Event',
    '@id': url,
    url,
    name: textFor(gathering, page.language).text.title,
    ...momentOf(gathering, timeZone, (moment) => gatheringSpan(moment, zones)),
  }
}

function meetingItself(gathering: GatheringView, meeting: MeetingView, page: LinkedPage): Linked {
  const url = `${page.origin}/g/${gathering.slug}/${meeting.meetingId}`
  const { title } = textFor(gathering, page.language).text
  const streams = streamsOf(meeting)
  const place = placeOf(meeting, page.language)
  return {
    '@type': 'Event',
    '@id': url,
    url,
    name: `${title} · ${placeName(meeting.place.names, page.language)}`,
    ...momentOf(gathering, meeting.place.timeZone, (moment) => meetingSpan(moment, meeting.place.timeZone)),
    eventAttendanceMode: streams.length > 0 ? mixed : inPerson,
    location: streams.length === 0 ? place : [place, ...streams.map(virtualLocation)],
    ...(meeting.languages.length === 0 ? {} : { inLanguage: meeting.languages }),
  }
}

const virtualLocation = (address: string): Linked => ({ '@type': 'VirtualLocation', url: address })

/**
 * The former date is given beside the new one; without a new one it stays as the date, marked as postponed. `spanOf`: the span of the city
 * or of the whole gathering, whose start each date is.
 */
function momentOf(
  gathering: GatheringView,
  timeZone: string,
  spanOf: (gathering: GatheringView) => Span | null,
): Linked {
  const { formerStartsAt, standing } = gathering
  const span = spanOf(gathering)
  const formerSpan = spanOf({ ...gathering, startsAt: formerStartsAt })
  const former = formerSpan === null ? null : isoInZone(formerSpan.from, timeZone)
  const dates =
    span === null
      ? { ...(former === null ? {} : { startDate: former }) }
      : { startDate: isoInZone(span.from, timeZone), endDate: isoInZone(span.to, timeZone) }
  const isMoved = span !== null && former !== null
  const status =
    standing === 'cancelled'
      ? 'EventCancelled'
      : standing === 'postponed'
        ? 'EventPostponed'
        : isMoved
          ? 'EventRescheduled'
          : 'EventScheduled'
  return {
    ...dates,
    ...(isMoved ? { previousStartDate: former } : {}),
    eventStatus: `${context}/${status}`,
  }
}

/** Venue and street only if strangers may see them; otherwise the city, whose centre reveals nothing more exact. */
function placeOf({ place, address }: MeetingView, language: string): Linked {
  const city = placeName(place.names, language)
  return {
    '@type': 'Place',
    name: address?.venue || city,
    address: {
      '@type': 'PostalAddress',
      ...(address?.address ? { streetAddress: address.address } : {}),
      addressLocality: city,
      addressCountry: place.countryCode,
    },
  }
}

/** Addresses that a program can open; not telephone numbers. */
function streamsOf({ streams }: MeetingView): readonly string[] {
  return streams.map(({ source }) => streamAddress(source)).filter((address) => /^https?:/.test(address))
}
