// The livestream host's part: whether this city is on stage, the status of its stream, and where it can be watched.
import type { ReactNode } from 'react'
import { placeName } from '#shared/domain/place.ts'
import type { LinkStatus } from '#shared/domain/stream.ts'
import { clock } from '#shared/domain/time.ts'
import { Button } from '../../../components/button.tsx'
import { Notice } from '../../../components/notice.tsx'
import type { MessageKey } from '../../../i18n/i18n.ts'
import { refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import type { HostStreamProps } from '../desk.ts'
import styles from '../host.module.css'
import { AddStream } from './add-stream.tsx'
import { StreamList } from './stream-list.tsx'

/** `turn`: when this city is on. `talk`: its conversation with the control room. Both need the link-up's data. */
export function HostStream(props: HostStreamProps & { readonly turn: ReactNode; readonly talk: ReactNode }) {
  return (
    <div className={styles.part}>
      {props.turn}
      <StageState {...props} />
      <LinkState {...props} />
      {props.talk}
      <section className={styles.section} aria-labelledby="streams">
        <StreamsHeading />
        <StreamList {...props} />
        <AddStream {...props} />
      </section>
    </div>
  )
}

function StreamsHeading() {
  const { t } = useI18n()
  return (
    <>
      <h2 id="streams" className={styles.heading}>
        {t('host.streams')}
      </h2>
      <p className={styles.soft}>{t('host.streams-hint')}</p>
    </>
  )
}

function StageState({ meeting, stage, onStage }: HostStreamProps) {
  const { t, language, formatLocale } = useI18n()
  if (onStage?.meetingId === meeting.meetingId) return null
  if (onStage === null) return <p className={styles.stageState}>{t('host.stage-empty')}</p>
  const city = placeName(onStage.place.names, language)
  const since = stage.since === null ? '' : clock(stage.since, meeting.place.timeZone, formatLocale, 'time')
  return <p className={styles.stageState}>{t('host.stage-elsewhere', { city, since })}</p>
}

const states: readonly { status: LinkStatus; label: MessageKey; hint: MessageKey }[] = [
  { status: 'ready', label: 'host.link-ready', hint: 'host.link-ready-hint' },
  { status: 'on-air', label: 'desk.on-air', hint: 'host.link-on-air-hint' },
  { status: 'trouble', label: 'host.link-trouble', hint: 'host.link-trouble-hint' },
  { status: 'off', label: 'host.link-off', hint: 'host.link-off-hint' },
]

function LinkState({ meeting, commands, undo }: HostStreamProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { meetingId, link, streams, status } = meeting
  const refused = commands.refused?.name === 'setLink' ? commands.refused.answer : null
  const blocked =
    status !== 'approved' ? 'host.link-not-open' : streams.length === 0 ? 'host.link-no-stream' : null

  function setLink(next: LinkStatus, label: string): void {
    const before = link.status
    if (next === before) return
    void commands.ask('setLink', { meetingId, status: next })
    undo.offer({
      message: t('host.link-set', { state: label }),
      seconds: 8,
      undo: () => void commands.ask('setLink', { meetingId, status: before }),
    })
  }

  return (
    <section className={styles.section} aria-labelledby="link-state">
      <h2 id="link-state" className={styles.heading}>
        {t('host.link')}
      </h2>
      {blocked === null ? null : <p className={styles.soft}>{t(blocked)}</p>}
      <div className={styles.states} role="group" aria-labelledby="link-state">
        {states.map(({ status: state, label, hint }) => (
          <Button
            key={state}
            className={styles.state}
            aria-pressed={link.status === state}
            aria-disabled={blocked !== null && state !== 'off'}
            data-state={state}
            onClick={() => (blocked === null || state === 'off' ? setLink(state, t(label)) : undefined)}
          >
            <span className={styles.stateWords}>
              <strong>{t(label)}</strong>
              <span className={styles.stateHint}>{t(hint)}</span>
            </span>
          </Button>
        ))}
      </div>
      {refused === null ? null : (
        <Notice kind="harm" say="assertive">
          {refusalText(i18n, refused)}
        </Notice>
      )}
    </section>
  )
}
