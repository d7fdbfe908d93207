// When several cities start, in their local times, with weekdays, and a note if the date differs.
import { dateZone, type Moment, meetingStart } from '#shared/domain/moment.ts'
import { type Place, placeName } from '#shared/domain/place.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import { clock, dayDifference } from '#shared/domain/time.ts'
import { SkyDot } from '../../../components/skies/sky-dot.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from './clocks.module.css'

export function Clocks(props: {
  readonly moment: Moment
  readonly lead: Place
  readonly places: readonly Place[]
}) {
  const { t, language, formatLocale } = useI18n()
  const { moment, lead } = props
  const isRolling = moment.clockRule === 'same-local-hour'
  return (
    <ul className={styles.clocks}>
      {props.places.map((place) => {
        const instant = meetingStart(moment, place.timeZone) ?? 0
        const days = dayDifference(instant, place.timeZone, dateZone(moment, place.timeZone))
        const isLead = place.timeZone === lead.timeZone
        return (
          <li key={place.placeId} className={styles.row}>
            <SkyDot colour={skyColourAt(instant, place)} size="small" />
            <bdi className={styles.city}>{placeName(place.names, language)}</bdi>
            <time className={styles.time} dateTime={new Date(instant).toISOString()}>
              {clock(instant, place.timeZone, formatLocale, 'weekday-time')}
            </time>
            <span className={styles.day}>
              {isRolling && !isLead
                ? t('common.time-in', {
                    time: clock(instant, lead.timeZone, formatLocale, 'weekday-time'),
                    city: placeName(lead.names, language),
                  })
                : null}
              {days > 0 ? t('organize.moment.day-after') : days < 0 ? t('organize.moment.day-before') : null}
            </span>
          </li>
        )
      })}
    </ul>
  )
}
