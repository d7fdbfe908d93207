// One city in a list: its sky colour, its time, how many come, and its distance if known.
import { Fragment, useMemo } from 'react'
import { placeName } from '#shared/domain/place.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import { useIsMarked, useMarking } from '../../components/marked-together.tsx'
import { SkyDot } from '../../components/skies/sky-dot.tsx'
import { timeBesideText } from '../../i18n/clock-text.ts'
import { distanceText } from '../../i18n/distance-text.ts'
import type { I18n } from '../../i18n/i18n.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { type City, formerPlaces } from './cities.ts'
import styles from './city-list.module.css'
import { ShortPeople } from './short-people.tsx'

export type CityLineClock = {
  /** The instant for which a zone's clock is shown, epoch ms: its start, or now while live; null until the date is set. */
  readonly shownIn: (timeZone: string) => number | null
  /** The zone whose date the time is compared with: the weekday is added if the dates differ. */
  readonly besideZone: (timeZone: string) => string
}

export type CityLineProps = CityLineClock & {
  readonly slug: string
  readonly city: City
  readonly showsDistance?: boolean
}

export function CityLine({ slug, city, shownIn, besideZone, showsDistance = false }: CityLineProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { place } = city.meeting
  const ids = useMemo(() => [city.meetingId], [city.meetingId])
  const isMarked = useIsMarked(ids)
  const marking = useMarking(ids)
  const instant = shownIn(place.timeZone)
  const marks = [
    city.isOnStage ? t('common.is-on-stage') : city.isOnAir ? t('common.is-on-air') : null,
    city.counts?.full ? t('cities.full') : null,
    ...formerWords(i18n, city),
  ].filter((mark) => mark !== null)
  const distance = showsDistance && city.km !== null ? distanceText(i18n, city.km) : null
  return (
    <a
      className={styles.city}
      href={`/g/${slug}/${city.meetingId}`}
      data-marked={isMarked || undefined}
      {...marking}
    >
      {instant === null ? <span /> : <SkyDot colour={skyColourAt(instant, place)} onStage={city.isOnStage} />}
      <span className={styles.words}>
        <span className={styles.name}>
          <bdi>{city.name}</bdi>
        </span>{' '}
        <span className={styles.country}>{city.country}</span>{' '}
        {distance === null ? null : <span className={styles.distance}>{distance}</span>}{' '}
        {marks.map((mark) => (
          <Fragment key={mark}>
            <span className={styles.mark} data-air={city.isOnStage || city.isOnAir || undefined}>
              {mark}
            </span>{' '}
          </Fragment>
        ))}
      </span>
      {instant === null ? null : (
        <span className={styles.time}>
          {timeBesideText(i18n, instant, place.timeZone, besideZone(place.timeZone))}
        </span>
      )}{' '}
      <span className={styles.count}>
        <ShortPeople counts={city.counts} />
      </span>
    </a>
  )
}

/** Names the former city, so that readers who look for the announced city find the current one. */
function formerWords({ t, language }: I18n, city: City): readonly string[] {
  return formerPlaces(city).map(({ place, how }) =>
    t(how === 'moved' ? 'changed.list-moved' : 'changed.list-joined', {
      was: placeName(place.names, language),
    }),
  )
}
