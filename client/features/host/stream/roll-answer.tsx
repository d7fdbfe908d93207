// The roll-call: one large button while it is open, then the confirmation that the city has answered.
import { ownValue } from '#shared/domain/own-value.ts'
import type { RollCallView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import { Notice } from '../../../components/notice.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from '../console.module.css'

export function RollAnswer(props: {
  readonly roll: RollCallView | null
  readonly meetingId: string
  readonly isUnsent: boolean
  readonly onAnswer: (rollId: string) => void
}) {
  const { roll, meetingId, isUnsent, onAnswer } = props
  const { t } = useI18n()
  const isAnswered = roll !== null && ownValue(roll.answers, meetingId) !== undefined
  return (
    <div className={roll === null ? undefined : styles.roll}>
      <div role="alert">
        {roll === null || isAnswered ? null : <p className={styles.rollWords}>{t('host.roll-called')}</p>}
      </div>
      {roll === null ? null : isAnswered || isUnsent ? (
        <Notice kind={isAnswered ? 'done' : 'care'}>
          {t(isAnswered ? 'host.roll-answered' : 'host.roll-unsent')}
        </Notice>
      ) : (
        <Button
          kind="signal"
          size="large"
          wide
          className={styles.rollButton}
          icon={<Icon name="check" />}
          onClick={() => onAnswer(roll.rollId)}
        >
          {t('host.roll-answer')}
        </Button>
      )}
    </div>
  )
}
