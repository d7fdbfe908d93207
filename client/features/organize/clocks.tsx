// One instant on several cities' clocks, with the weekday of each and word of where the date is another.
import { type Place, placeName } from '#shared/domain/place.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import { clock, dayDifference } from '#shared/domain/time.ts'
import { SkyDot } from '../../components/sky-dot.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './clocks.module.css'

export function Clocks(props: {
  readonly instant: number
  readonly lead: Place
  readonly places: readonly Place[]
}) {
  const { t, language, formatLocale } = useI18n()
  const { instant, lead } = props
  return (
    <ul className={styles.clocks}>
      {props.places.map((place) => {
        const days = dayDifference(instant, place.timeZone, lead.timeZone)
        return (
          <li key={place.placeId} className={styles.row}>
            <SkyDot colour={skyColourAt(instant, place)} size="small" />
            <bdi className={styles.city}>{placeName(place.names, language)}</bdi>
            <time className={styles.time} dateTime={new Date(instant).toISOString()}>
              {clock(instant, place.timeZone, formatLocale, 'weekday-time')}
            </time>
            <span className={styles.day}>
              {days > 0 ? t('organize.moment.day-after') : days < 0 ? t('organize.moment.day-before') : null}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
