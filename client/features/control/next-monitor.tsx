// What stands next in the programme, whether it can have the stage, and when it is expected.
import { placeName } from '#shared/domain/place.ts'
import type { Expected } from '#shared/domain/programme.ts'
import { clock } from '#shared/domain/time.ts'
import type { MeetingView } from '#shared/protocol/views.ts'
import { linkKeys, segmentKindKeys } from '../../i18n/link-up-keys.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { clockLength } from './clock-length.ts'
import styles from './monitors.module.css'
import { skyOf } from './now-monitor.tsx'

export type NextProps = {
  readonly expected: Expected | null
  readonly meeting: MeetingView | null
  readonly hasProgramme: boolean
  readonly programmeHref: string | null
  readonly now: number
  readonly timeZone: string
}

export function NextMonitor(props: NextProps) {
  const { expected, meeting, now, timeZone, hasProgramme, programmeHref } = props
  const { t, language, formatLocale } = useI18n()
  return (
    <section
      className={styles.monitor}
      aria-labelledby="desk-next"
      data-empty={expected === null || undefined}
    >
      <h2 id="desk-next" className={styles.label}>
        {t('control.next')}
      </h2>
      <div className={styles.face} style={skyOf(meeting, now)}>
        <p className={styles.city}>
          {meeting !== null ? (
            <bdi>{placeName(meeting.place.names, language)}</bdi>
          ) : expected !== null ? (
            t('control.slate')
          ) : (
            t(hasProgramme ? 'control.programme-over' : 'control.programme-none')
          )}
        </p>
        {meeting === null ? null : (
          <p className={styles.link} data-link={meeting.link.status}>
            <i aria-hidden="true" />
            {t(linkKeys[meeting.link.status])}
          </p>
        )}
      </div>
      {expected === null ? (
        <p className={styles.segment}>
          {programmeHref === null ? (
            t('control.next-none')
          ) : (
            <a href={programmeHref}>{t('control.to-programme')}</a>
          )}
        </p>
      ) : (
        <>
          <p className={styles.segment}>
            <span>{t(segmentKindKeys[expected.segment.kind])}</span>{' '}
            <bdi lang={expected.segment.language}>{expected.segment.title}</bdi>
          </p>
          <p className={styles.times}>
            <span>
              {t('control.expected', { time: clock(expected.from, timeZone, formatLocale, 'time') })}
            </span>
            {expected.from <= now ? (
              <b>{t('control.due')}</b>
            ) : expected.from - now < 3_600_000 ? (
              <b>
                {t('control.in', { time: `\u2066${clockLength(expected.from - now, formatLocale)}\u2069` })}
              </b>
            ) : null}
          </p>
        </>
      )}
    </section>
  )
}
