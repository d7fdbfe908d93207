// Turns a gathering's cities into the options of a reply, with their texts.
import { meetingPhase, meetingStart } from '#shared/domain/moment.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import type { CityOption } from '../features/attendance/city-option.ts'
import type { City } from '../features/gathering/cities.ts'
import { whenText } from '../i18n/clock-text.ts'
import { distanceText } from '../i18n/distance-text.ts'
import type { I18n } from '../i18n/i18n.ts'
import { peopleText } from '../i18n/people-text.ts'

type Planned = Parameters<typeof meetingPhase>[0]

/** Only cities whose meeting is not over: with the same local hour some cities end before others begin. */
export function cityOptions(
  cities: readonly City[],
  i18n: I18n,
  moment: Planned,
  now = Number.NEGATIVE_INFINITY,
): readonly CityOption[] {
  const open = cities.filter(({ meeting }) => meetingPhase(moment, meeting.place.timeZone, now) !== 'past')
  return open.map(({ meetingId, name, country, meeting, counts, km }) => {
    const isExact = meeting.exposure.counts === 'exact' && counts?.confirmed != null && !counts.rounded
    const isHostConfirming = meeting.admission === 'host-confirms'
    const startsAt = meetingStart(moment, meeting.place.timeZone)
    return {
      meetingId,
      name,
      country,
      when: startsAt === null ? null : whenText(i18n, startsAt, meeting.place.timeZone),
      people: peopleText(i18n, counts),
      distance: km === null ? null : distanceText(i18n, km),
      sky: startsAt === null ? null : skyColourAt(startsAt, meeting.place),
      isFull: counts?.full ?? false,
      isHostConfirming,
      left: isExact && !isHostConfirming && !counts.full ? counts.left : null,
      hasNoLimit: isExact && counts.left === null,
      at: meeting.place,
      searched: [...Object.values(meeting.place.names), country].join(' '),
    }
  })
}
