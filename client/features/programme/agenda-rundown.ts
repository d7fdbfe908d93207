// Creates a programme from the agenda's items and minutes, so that nobody has to type them again.
import { cutText } from '#shared/domain/graphemes.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import { maxSegments, type Segment } from '#shared/domain/programme.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'

const minuteMs = 60_000

/** In the main language; empty if an item has no minutes, because its segment would have no length. */
export function agendaRundown(
  gathering: Pick<GatheringView, 'leadPlace' | 'languages' | 'texts'>,
  meetings: readonly MeetingView[],
  makeId: () => string,
): readonly Segment[] {
  const language = gathering.languages[0] ?? 'ar'
  const agenda = ownValue(gathering.texts, language)?.agenda ?? []
  const lead = meetings.find(
    ({ status, place }) => status === 'approved' && place.placeId === gathering.leadPlace?.placeId,
  )
  if (agenda.length > maxSegments || agenda.some(({ minutes }) => minutes === null)) return []
  return agenda.map(({ title, minutes }) => ({
    segmentId: makeId(),
    kind: 'speech',
    title: shortened(title),
    language,
    meetingId: lead?.meetingId ?? null,
    lengthMs: (minutes ?? 0) * minuteMs,
    pinnedMs: null,
    overrun: 'push',
  }))
}

/** The limit for a segment's title is lower than that for an agenda item. */
function shortened(title: string): string {
  if (title.length <= limits.segmentTitle) return title
  return `${cutText(title, limits.segmentTitle - 1).trimEnd()}…`
}
