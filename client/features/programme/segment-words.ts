// A segment's name, which is its title or its kind, and its city.
import { placeName } from '#shared/domain/place.ts'
import type { MeetingView, SegmentView } from '#shared/protocol/views.ts'
import type { I18n } from '../../i18n/i18n.ts'
import { segmentKindKeys } from '../../i18n/link-up-keys.ts'

type Shown = Pick<SegmentView, 'title' | 'kind' | 'isClosed' | 'meetingId'>

export function segmentName({ t }: Pick<I18n, 't'>, segment: Shown): string {
  if (segment.isClosed) return t('programme.closed')
  return segment.title === '' ? t(segmentKindKeys[segment.kind]) : segment.title
}

/** Null for the organizers' own segments and for closed ones, whose name says so. */
export function segmentCity(
  { language }: Pick<I18n, 'language'>,
  segment: Shown,
  meetings: readonly MeetingView[],
): string | null {
  const meeting = meetings.find(({ meetingId }) => meetingId === segment.meetingId)
  return meeting === undefined ? null : placeName(meeting.place.names, language)
}
