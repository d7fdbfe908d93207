// Formats when a gathering or one of its cities meets.
import { timeText } from '#client/i18n/clock-text.ts'
import type { I18n } from '#client/i18n/i18n.ts'
import { meetingStart } from '#shared/domain/moment.ts'
import { type Place, placeName } from '#shared/domain/place.ts'
import { clock } from '#shared/domain/time.ts'
import type { GatheringView } from '#shared/protocol/views.ts'

type Shared = Pick<GatheringView, 'startsAt' | 'clockRule' | 'leadPlace'>

/** “Tuesday 20 January 2026, 18:00 in Gaziantep”. */
export function whenIn(words: I18n, instant: number, place: Place): string {
  return words.t('common.date-time-in', {
    date: clock(instant, place.timeZone, words.formatLocale, 'long-date'),
    time: timeText(words, instant, place.timeZone),
    city: placeName(place.names, words.language),
  })
}

/** In the local time of `place` (by default the lead city); says so if no date is known. */
export function whenLine(words: I18n, gathering: Shared, place: Place | null = gathering.leadPlace): string {
  const instant = place === null ? null : meetingStart(gathering, place.timeZone)
  return instant === null || place === null
    ? words.t('changed.to-confirm-open')
    : whenIn(words, instant, place)
}
