// The next city of the programme, whether it can get the stage, and when it is expected.
import { placeName } from '#shared/domain/place.ts'
import type { Expected } from '#shared/domain/programme.ts'
import { clock } from '#shared/domain/time.ts'
import type { MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { Written } from '../../components/written.tsx'
import { linkKeys, segmentKindKeys } from '../../i18n/link-up-keys.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { clockLength } from './clock-length.ts'
import styles from './monitors.module.css'
import { skyOf } from './now-monitor.tsx'

export type NextProps = {
  readonly expected: Expected | null
  readonly meeting: MeetingView | null
  /** Returns to the programme; null if no city was set as next manually. */
  readonly onLeave: (() => void) | null
  readonly mayAct: boolean
  readonly hasProgramme: boolean
  readonly programmeHref: string | null
  readonly now: number
  readonly timeZone: string
}

export function NextMonitor(props: NextProps) {
  const { expected, meeting, now, timeZone, hasProgramme, programmeHref } = props
  const { t, language } = useI18n()
  return (
    <section
      className={styles.monitor}
      aria-labelledby="desk-next"
      data-empty={(expected === null && meeting === null) || undefined}
    >
      <h2 id="desk-next" className={styles.label}>
        {t('desk.next')}
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
      {props.onLeave === null ? null : (
        <p className={styles.put}>
          {t('control.next-by-hand')}{' '}
          <Button
            kind="plain"
            size="small"
            aria-disabled={!props.mayAct}
            onClick={() => props.mayAct && props.onLeave?.()}
          >
            {t('control.next-leave')}
          </Button>
        </p>
      )}
      {expected !== null ? <When expected={expected} now={now} timeZone={timeZone} /> : null}
      {expected !== null || props.onLeave !== null ? null : (
        <p className={styles.segment}>
          {programmeHref === null ? (
            t('control.next-none')
          ) : (
            <a href={programmeHref}>{t('control.to-programme')}</a>
          )}
        </p>
      )}
    </section>
  )
}

function When(props: { readonly expected: Expected; readonly now: number; readonly timeZone: string }) {
  const { now, timeZone } = props
  const { segment, from } = props.expected
  const { t, formatLocale } = useI18n()
  return (
    <>
      <p className={styles.segment}>
        <span>{t(segmentKindKeys[segment.kind])}</span>{' '}
        <Written text={segment.title} lang={segment.language} />
      </p>
      <p className={styles.times}>
        <span>{t('control.expected', { time: clock(from, timeZone, formatLocale, 'time') })}</span>
        {from <= now ? (
          <b>{t('control.due')}</b>
        ) : from - now < 3_600_000 ? (
          <b>{t('control.in', { time: `\u2066${clockLength(from - now, formatLocale)}\u2069` })}</b>
        ) : null}
      </p>
    </>
  )
}
