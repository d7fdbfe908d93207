// A programme made of the agenda: its items with their minutes, so that nobody types them again.
import { cutText } from '#shared/domain/graphemes.ts'
import { ownValue } from '#shared/domain/own-value.ts'
import { maxSegments, type Segment } from '#shared/domain/programme.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { GatheringView, MeetingView } from '#shared/protocol/views.ts'

const minuteMs = 60_000

/** In the main language; empty where an item has no minutes, so that its segment would have no length. */
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

/** A segment's title is shorter than an agenda's item may be. */
function shortened(title: string): string {
  if (title.length <= limits.segmentTitle) return title
  return `${cutText(title, limits.segmentTitle - 1).trimEnd()}…`
}
