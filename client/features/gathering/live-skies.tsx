// The ruler of skies with the gathering's cities on it.
import { useMemo } from 'react'
import { Skies } from '../../components/skies.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import type { City } from './cities.ts'
import { ShortPeople } from './short-people.tsx'
import { shortClock } from './when-words.ts'

export type LiveSkiesProps = {
  readonly slug: string
  readonly cities: readonly City[]
  readonly startsAt: number
  /** While live. */
  readonly now: number | undefined
  readonly leadZone: string
  readonly leadCity: string
  readonly onPick: (meetingId: string) => void
}

const halfDayHours = 12

export function LiveSkies({ slug, cities, startsAt, now, leadZone, leadCity, onPick }: LiveSkiesProps) {
  const { t, number, formatLocale } = useI18n()
  const isLive = now !== undefined
  const rows = useMemo(
    () =>
      cities.map((city, index) => ({
        id: city.meetingId,
        name: city.name,
        href: `/g/${slug}/${city.meetingId}`,
        latitude: city.meeting.place.latitude,
        longitude: city.meeting.place.longitude,
        timeZone: city.meeting.place.timeZone,
        count: <ShortPeople counts={city.counts} />,
        isMine: index === 0 && city.km !== null,
        onAir: isLive && city.isOnAir,
        onStage: isLive && city.isOnStage,
      })),
    [cities, slug, isLive],
  )
  return (
    <Skies
      rows={rows}
      instant={startsAt}
      now={now}
      clock={(timeZone, instant) => shortClock(formatLocale, instant, timeZone, leadZone)}
      onPick={onPick}
      labels={{
        caption: t('front.skies'),
        city: t('skies.city'),
        time: t('skies.time'),
        people: t('skies.people'),
        earlier: t('skies.earlier', { shown: number(halfDayHours) }),
        later: t('skies.later', { shown: number(halfDayHours) }),
        line: t('front.lead', {
          time: shortClock(formatLocale, now ?? startsAt, leadZone, leadZone),
          city: leadCity,
        }),
        mine: t('skies.mine'),
        onStage: t('cities.on-stage'),
        onAir: t('cities.on-air'),
      }}
    />
  )
}
