// Sorts a gathering's cities for its organizer: awaiting a decision, approved, closed; each by name.
import { foldName } from '#shared/domain/fold-name.ts'
import { placeName } from '#shared/domain/place.ts'
import type { MeetingView } from '#shared/protocol/views.ts'

export type CityGroups = {
  readonly waiting: readonly MeetingView[]
  readonly open: readonly MeetingView[]
  readonly closed: readonly MeetingView[]
}

export function groupCities(meetings: readonly MeetingView[], language: string): CityGroups {
  const collator = new Intl.Collator(language)
  const byName = (a: MeetingView, b: MeetingView) =>
    collator.compare(placeName(a.place.names, language), placeName(b.place.names, language))
  const of = (...statuses: readonly MeetingView['status'][]) =>
    meetings.filter((meeting) => statuses.includes(meeting.status))
  return {
    // Proposals: oldest first.
    waiting: of('proposed').sort((a, b) => (a.crew?.proposedAt ?? 0) - (b.crew?.proposedAt ?? 0)),
    open: of('approved').sort(byName),
    closed: of('declined', 'withdrawn').sort(byName),
  }
}

/** Matches the city in any of its names, the host, or the venue. */
export function matches(meeting: MeetingView, query: string): boolean {
  const wanted = foldName(query)
  if (wanted === '') return true
  const words = [...Object.values(meeting.place.names), meeting.hostAlias, meeting.address?.venue ?? '']
  return words.some((word) => foldName(word).includes(wanted))
}
