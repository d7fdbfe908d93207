// What viewers see now: the city, its segment, and how long it has been on, has left, or is over time.
import type { CSSProperties } from 'react'
import { placeName } from '#shared/domain/place.ts'
import { inkOnSky, skyColour, sunAltitude } from '#shared/domain/sun.ts'
import { clock } from '#shared/domain/time.ts'
import type { MeetingView, SegmentView } from '#shared/protocol/views.ts'
import { Written } from '../../components/written.tsx'
import { segmentKindKeys } from '../../i18n/link-up-keys.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { clockLength } from './clock-length.ts'
import styles from './monitors.module.css'
import type { Run } from './run.ts'

export type NowProps = {
  readonly run: Run
  readonly meeting: MeetingView | null
  readonly segment: SegmentView | null
  readonly now: number
  /** The time zone of the whole control room, so that all its times can be compared. */
  readonly timeZone: string
}

/** The colour of the city's sky now. */
export function skyOf(meeting: MeetingView | null, now: number): CSSProperties | undefined {
  if (meeting === null) return undefined
  const altitude = sunAltitude(now, meeting.place)
  return { backgroundColor: skyColour(altitude), color: inkOnSky(altitude) }
}

export function NowMonitor({ run, meeting, segment, now, timeZone }: NowProps) {
  const { t, language, formatLocale } = useI18n()
  const { stage } = run
  const isEmpty = meeting === null && segment === null
  const elapsed = stage.since === null ? null : now - stage.since
  const left = segment === null || elapsed === null ? null : segment.lengthMs - elapsed
  const minute = clock(stage.since ?? now, timeZone, formatLocale, 'time')
  return (
    <section className={styles.monitor} data-now data-empty={isEmpty || undefined} aria-labelledby="desk-now">
      <h2 id="desk-now" className={styles.label}>
        <i aria-hidden="true" />
        {t(run.isRehearsal ? 'control.now-rehearsed' : 'desk.on-air')}
      </h2>
      <div className={styles.face} style={skyOf(meeting, now)}>
        <p className={styles.city} aria-live="polite">
          {meeting !== null ? (
            <bdi>{placeName(meeting.place.names, language)}</bdi>
          ) : (
            t(segment === null ? 'desk.nobody' : 'control.slate')
          )}
        </p>
        {stage.isHeld ? <p className={styles.slate}>{t('control.held')}</p> : null}
      </div>
      <p className={styles.segment}>
        {segment === null ? (
          t(isEmpty ? 'control.nobody-hint' : 'control.outside')
        ) : (
          <>
            <span>{t(segmentKindKeys[segment.kind])}</span>{' '}
            <Written text={segment.title} lang={segment.language} />
          </>
        )}
      </p>
      {meeting?.exposure.existence === 'invited' ? (
        <p className={styles.segment}>{t('control.public-hidden')}</p>
      ) : null}
      {elapsed === null ? null : (
        <p className={styles.times}>
          <span>{t('control.since', { time: minute })}</span>
          {left === null ? (
            <b>
              <bdi dir="ltr">{clockLength(elapsed, formatLocale)}</bdi>
            </b>
          ) : (
            <b data-over={left < 0 || undefined}>
              {t(left < 0 ? 'control.over' : 'control.left', {
                time: `\u2066${clockLength(left, formatLocale)}\u2069`,
              })}
            </b>
          )}
        </p>
      )}
      {segment === null || elapsed === null ? null : (
        <i
          className={styles.line}
          style={{ '--passed': Math.min(1, Math.max(0, elapsed / segment.lengthMs)) } as CSSProperties}
          aria-hidden="true"
        />
      )}
    </section>
  )
}
