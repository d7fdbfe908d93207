// The programme with expected times: finished, running and upcoming segments, and the delay.
import { placeName } from '#shared/domain/place.ts'
import type { Expected } from '#shared/domain/programme.ts'
import { clock } from '#shared/domain/time.ts'
import type { MeetingView } from '#shared/protocol/views.ts'
import { Written } from '../../components/written.tsx'
import { segmentKindKeys } from '../../i18n/link-up-keys.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './side.module.css'

/** Shorter delays are not shown, ms. */
const worthSayingMs = 30_000

export function Rundown(props: {
  readonly expected: readonly Expected[]
  readonly meetings: readonly MeetingView[]
  readonly timeZone: string
  readonly programmeHref: string | null
}) {
  const { expected, meetings, timeZone, programmeHref } = props
  const { t, language, formatLocale, number } = useI18n()
  const cityOf = (meetingId: string | null) => {
    const meeting = meetings.find((each) => each.meetingId === meetingId)
    return meeting === undefined ? t('control.slate') : placeName(meeting.place.names, language)
  }
  return (
    <section className={styles.part} aria-labelledby="desk-rundown">
      <div className={styles.partHead}>
        <h2 id="desk-rundown" className={styles.heading}>
          {t('common.programme')}
        </h2>
        {programmeHref === null ? null : <a href={programmeHref}>{t('control.to-programme')}</a>}
      </div>
      {expected.length === 0 ? <p className={styles.soft}>{t('control.programme-none-hint')}</p> : null}
      <ol className={styles.rundown}>
        {expected.map(({ segment, from, state, lateMs }) => (
          <li key={segment.segmentId} data-state={state} aria-current={state === 'now' ? 'step' : undefined}>
            <time dateTime={new Date(from).toISOString()}>{clock(from, timeZone, formatLocale, 'time')}</time>
            <span>
              <bdi>{cityOf(segment.meetingId)}</bdi>
              <small>
                {t(segmentKindKeys[segment.kind])}
                {segment.title === '' ? null : (
                  <>
                    {' · '}
                    <Written text={segment.title} lang={segment.language} />
                  </>
                )}
              </small>
            </span>
            {state !== 'done' && Math.abs(lateMs) >= worthSayingMs ? (
              <b>
                {t(lateMs > 0 ? 'control.late' : 'control.early', {
                  shown: number(Math.max(1, Math.round(Math.abs(lateMs) / 60_000))),
                })}
              </b>
            ) : null}
          </li>
        ))}
      </ol>
    </section>
  )
}
