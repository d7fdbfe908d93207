// Cities as one looks for the next on stage: the holder, then who is on air, who is ready, who has trouble, and the rest by name.

import { placeName } from '#shared/domain/place.ts'
import type { LinkStatus } from '#shared/domain/stream.ts'
import type { MeetingView } from '#shared/protocol/views.ts'

const rank: Readonly<Record<LinkStatus, number>> = { 'on-air': 1, ready: 2, trouble: 3, off: 4 }

export function stageOrder(
  meetings: readonly MeetingView[],
  holderId: string | null,
  language: string,
): readonly MeetingView[] {
  const collator = new Intl.Collator(language)
  const rankOf = (meeting: MeetingView) => (meeting.meetingId === holderId ? 0 : rank[meeting.link.status])
  return meetings
    .filter((meeting) => meeting.status === 'approved')
    .toSorted(
      (a, b) =>
        rankOf(a) - rankOf(b) ||
        collator.compare(placeName(a.place.names, language), placeName(b.place.names, language)),
    )
}
