// When a city starts, in its local time: date, weekday, part of the day; and whether that is another day than the gathering's.
import { dateZone, type Moment, meetingStart } from '#shared/domain/moment.ts'
import { type Place, placeName } from '#shared/domain/place.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import { clock, dayDifference } from '#shared/domain/time.ts'
import { SkyDot } from '../../../components/skies/sky-dot.tsx'
import { whenText, zoneText } from '../../../i18n/clock-text.ts'
import { countryName } from '../../../i18n/country-name.ts'
import { ruleText } from '../../../i18n/rule-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from '../host.module.css'

export function CityClock(props: { readonly place: Place; readonly moment: Moment }) {
  const { place, moment } = props
  const { leadPlace } = moment
  const startsAt = meetingStart(moment, place.timeZone)
  const i18n = useI18n()
  const { t, language, formatLocale } = i18n
  const city = placeName(place.names, language)
  const country = countryName(place.countryCode, language)
  if (startsAt === null) {
    return (
      <p className={styles.clock}>
        <bdi>{city}</bdi>, {country}: {t('plan.instant-open')}
      </p>
    )
  }
  const days = dayDifference(startsAt, place.timeZone, dateZone(moment, place.timeZone))
  const lead = leadPlace === null ? '' : placeName(leadPlace.names, language)
  return (
    <div className={styles.clock}>
      <SkyDot colour={skyColourAt(startsAt, place)} size="large" />
      <div>
        <p className={styles.when}>
          <time dateTime={new Date(startsAt).toISOString()}>{whenText(i18n, startsAt, place.timeZone)}</time>
        </p>
        <p className={styles.soft}>
          {t('plan.date-in', {
            date: clock(startsAt, place.timeZone, formatLocale, 'date'),
            city,
          })}
          {' · '}
          {zoneText(i18n, startsAt, place.timeZone)}
        </p>
        <p className={styles.soft}>{ruleText(i18n, moment)}</p>
        {days === 0 ? null : (
          <p className={styles.soft}>{t(days > 0 ? 'plan.day-after' : 'plan.day-before', { city: lead })}</p>
        )}
      </div>
    </div>
  )
}
