// A meeting as an iCalendar file (RFC 5545): one instant in UTC, so that no reader can shift it.
import ical, { ICalCalendarMethod, ICalEventStatus } from 'ical-generator'
import type { Gathering } from '#shared/domain/gathering.ts'
import { textFor } from '#shared/domain/gathering.ts'
import { placeName } from '#shared/domain/place.ts'
import type { MeetingView } from '#shared/protocol/views.ts'

/**
 * `meeting` is what the asking audience may read: a closed address is not in it and so cannot be written. Null while the gathering
 * has no instant. `version` becomes the SEQUENCE, so that a changed file replaces the one before (RFC 5545 §3.8.7.4).
 */
export function calendarFile(
  gathering: Pick<Gathering, 'startsAt' | 'lengthMs' | 'languages' | 'texts' | 'gatheringId'>,
  meeting: MeetingView,
  page: { readonly url: string; readonly language: string; readonly version: number; readonly now: number },
): string | null {
  if (gathering.startsAt === null) return null
  const { text, language } = textFor(gathering, page.language)
  const city = placeName(meeting.place.names, page.language)
  const where = [meeting.address?.venue, meeting.address?.address, city].filter(Boolean).join(', ')
  const calendar = ical({
    prodId: { company: 'Multaqa', product: 'Multaqa', language: language.toUpperCase() },
  })
  calendar.method(ICalCalendarMethod.PUBLISH)
  calendar.createEvent({
    id: `${meeting.meetingId}@multaqa`,
    sequence: page.version,
    stamp: new Date(page.now),
    start: new Date(gathering.startsAt),
    end: new Date(gathering.startsAt + gathering.lengthMs),
    summary: `${text.title} · ${city}`,
    description: [text.slogan, page.url].filter(Boolean).join('\n'),
    location: where,
    url: page.url,
    status: meeting.status === 'approved' ? ICalEventStatus.CONFIRMED : ICalEventStatus.CANCELLED,
  })
  return calendar.toString()
}
