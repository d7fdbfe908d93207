// The programme for printing: one sheet with every segment on the gathering's clock and the city's own.
import { textFor } from '#shared/domain/gathering.ts'
import { placeName } from '#shared/domain/place.ts'
import { planSlots } from '#shared/domain/programme.ts'
import { skyColourAt } from '#shared/domain/sun.ts'
import { dayDifference, offsetMinutes } from '#shared/domain/time.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import { useWritten, Written } from '../../components/written.tsx'
import { dateTimeText, whenText } from '../../i18n/clock-text.ts'
import { segmentKindKeys } from '../../i18n/link-up-keys.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { cueTime, offsetText } from './cue-time.ts'
import styles from './programme-sheet.module.css'
import { lengthText } from './segment-lengths.ts'
import { segmentCity, segmentName } from './segment-words.ts'

export function ProgrammeSheet({ snapshot }: { readonly snapshot: Snapshot }) {
  const i18n = useI18n()
  const { t, language, number, formatLocale } = i18n
  const { gathering, programme, meetings } = snapshot
  const { text, language: spoken } = textFor(gathering, language)
  const written = useWritten()
  const { startsAt, leadPlace } = gathering
  const lead = leadPlace?.timeZone ?? 'UTC'
  const leadCity = leadPlace === null ? 'UTC' : placeName(leadPlace.names, language)
  return (
    <article className={styles.sheet}>
      <header className={styles.head}>
        <p className={styles.kind}>{t('common.programme')}</p>
        <h1 className={styles.title} {...written(text.title, { lang: spoken })}>
          {text.title}
        </h1>
        <p className={styles.when}>
          {startsAt === null
            ? t('programme.from-beginning')
            : t('programme.sheet-when', { when: dateTimeText(i18n, startsAt, lead), city: leadCity })}
        </p>
      </header>
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('programme.sheet.number')}</th>
            <th scope="col">{startsAt === null ? t('programme.sheet.offset') : leadCity}</th>
            <th scope="col">{t('programme.sheet.what')}</th>
            <th scope="col">{t('programme.sheet.where')}</th>
            <th scope="col">{t('common.length')}</th>
          </tr>
        </thead>
        <tbody>
          {planSlots(programme).map(({ segment, fromMs }, index) => {
            const at = startsAt === null ? null : startsAt + fromMs
            const meeting = meetings.find(({ meetingId }) => meetingId === segment.meetingId)
            const city = segmentCity(i18n, segment, meetings)
            return (
              <tr key={segment.segmentId}>
                <td className={styles.number}>{number(index + 1)}</td>
                <td className={styles.time}>
                  {at === null ? offsetText(i18n, fromMs) : cueTime(i18n, at, lead)}
                </td>
                <td className={styles.what}>
                  <Written
                    text={segmentName(i18n, segment)}
                    lang={segment.title === '' || segment.isClosed ? undefined : segment.language}
                  />
                  {segment.title === '' || segment.isClosed ? null : (
                    <small>{t(segmentKindKeys[segment.kind])}</small>
                  )}
                  <small className={styles.lengthBelow}>{lengthText(segment.lengthMs, formatLocale)}</small>
                </td>
                <td className={styles.where}>
                  {meeting === undefined || at === null ? (
                    city
                  ) : (
                    <>
                      <span className={styles.city}>
                        <i style={{ background: skyColourAt(at, meeting.place) }} />
                        {city}
                      </span>
                      <OtherClock at={at} timeZone={meeting.place.timeZone} besideZone={lead} />
                    </>
                  )}
                </td>
                <td className={styles.length}>{lengthText(segment.lengthMs, formatLocale)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </article>
  )
}

/** Rendered only if that clock shows another time. */
function OtherClock(props: { readonly at: number; readonly timeZone: string; readonly besideZone: string }) {
  const i18n = useI18n()
  const { at, timeZone, besideZone } = props
  if (offsetMinutes(at, timeZone) === offsetMinutes(at, besideZone)) return null
  const isOtherDay = dayDifference(at, timeZone, besideZone) !== 0
  return <small>{isOtherDay ? whenText(i18n, at, timeZone) : cueTime(i18n, at, timeZone)}</small>
}
