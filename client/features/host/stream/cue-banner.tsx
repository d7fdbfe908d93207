// The control room's latest message, large, with one-tap answers.
import type { CityCue } from '#shared/domain/cue.ts'
import type { CrewMessageView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { MixedScripts, useWritten } from '../../../components/written.tsx'
import { timeText } from '../../../i18n/clock-text.ts'
import { controlName } from '../../../i18n/crew-lines.ts'
import { cueKeys } from '../../../i18n/link-up-keys.ts'
import { T, useI18n } from '../../../i18n/use-i18n.tsx'
import styles from '../console.module.css'
import { answersTo } from './unanswered.ts'

/** After this time the banner shows that the message is not new; ms. */
const lateMs = 60_000

export type CueBannerProps = {
  /** Unanswered, oldest first. */
  readonly said: readonly CrewMessageView[]
  readonly timeZone: string
  readonly now: number
  readonly onAnswer: (cue: CityCue) => void
}

/** Always mounted, so that filling it is announced. */
export function CueBanner({ said, timeZone, now, onAnswer }: CueBannerProps) {
  const i18n = useI18n()
  const { t, number } = i18n
  const written = useWritten()
  const wordsOf = ({ cue, text }: CrewMessageView) => (cue === null ? text : t(cueKeys[cue]))
  const last = said.at(-1)
  const earlier = said.slice(0, -1).slice(-3)
  const minutes = last === undefined ? 0 : Math.floor((now - last.at) / 60_000)
  return (
    <div className={last === undefined ? undefined : styles.cueBanner} data-cue={last?.cue ?? undefined}>
      <div role="alert" aria-atomic="true">
        {last === undefined ? null : (
          <>
            <p className={styles.cueFrom}>
              <T
                k="host.cue-from"
                values={{
                  who: <MixedScripts text={controlName(i18n, last.alias)} />,
                  time: timeText(i18n, last.at, timeZone),
                }}
              />
            </p>
            <p
              className={last.cue === null ? styles.cueText : styles.cueWords}
              {...(last.cue === null ? written(last.text) : {})}
            >
              {wordsOf(last)}
            </p>
          </>
        )}
      </div>
      {last === undefined ? null : (
        <>
          {now - last.at < lateMs ? null : (
            <p className={styles.cueLate}>{t('host.cue-late', { count: minutes, shown: number(minutes) })}</p>
          )}
          {earlier.length === 0 ? null : (
            <p className={styles.cueLate}>
              {t('host.cue-before', { said: earlier.map(wordsOf).join(' · ') })}
            </p>
          )}
          <div className={styles.answers} role="group" aria-label={t('host.cue-answers')}>
            {answersTo(last.cue).map((cue) => (
              <Button key={cue} size="large" className={styles.answer} onClick={() => onAnswer(cue)}>
                {t(cueKeys[cue])}
              </Button>
            ))}
          </div>
        </>
      )}
    </div>
  )
}
