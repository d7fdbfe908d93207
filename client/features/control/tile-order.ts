// The order of the tiles: by programme, then by name. It never changes with events, so that each tile stays where it was.
import { placeName } from '#shared/domain/place.ts'
import type { Programme } from '#shared/domain/programme.ts'
import type { MeetingView } from '#shared/protocol/views.ts'

export function tileOrder(
  meetings: readonly MeetingView[],
  programme: Programme,
  language: string,
): readonly MeetingView[] {
  const collator = new Intl.Collator(language)
  const placeOf = ({ meetingId }: MeetingView) => {
    const index = programme.findIndex((segment) => segment.meetingId === meetingId)
    return index === -1 ? programme.length : index
  }
  const nameOf = ({ place }: MeetingView) => placeName(place.names, language)
  return meetings
    .filter(({ status }) => status === 'approved')
    .sort((a, b) => placeOf(a) - placeOf(b) || collator.compare(nameOf(a), nameOf(b)))
}

/** Ready cities that are neither on stage nor next; longest waiting first. */
export function waitingCities(
  meetings: readonly MeetingView[],
  busy: readonly (string | null | undefined)[],
): readonly MeetingView[] {
  return meetings
    .filter(({ meetingId, status, link }) => {
      const isThere = link.status === 'ready' || link.status === 'on-air'
      return status === 'approved' && isThere && !busy.includes(meetingId)
    })
    .sort((a, b) => a.link.since - b.link.since)
}
