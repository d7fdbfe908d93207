// The countdown with its own timer, so that a passing second re-renders nothing else.
import { Countdown } from '../../components/countdown.tsx'
import { countdownText } from '../../i18n/countdown-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useNow } from '../../sync/use-sync.ts'
import styles from './live-countdown.module.css'

const unitKeys = {
  days: 'countdown.days',
  hours: 'countdown.hours',
  minutes: 'countdown.minutes',
  seconds: 'countdown.seconds',
} as const

export function LiveCountdown({
  startsAt,
  lengthMs,
  city = null,
}: {
  readonly startsAt: number
  readonly lengthMs: number
  /** The city whose start it counts down to, if cities start at different times. */
  readonly city?: string | null
}) {
  const i18n = useI18n()
  const { t, formatLocale } = i18n
  const now = useNow(1000)
  const counted = (
    <Countdown
      startsAt={startsAt}
      lengthMs={lengthMs}
      now={now}
      format={(value, digits) => value.toLocaleString(formatLocale, { minimumIntegerDigits: digits })}
      unit={(unit, value) => t(unitKeys[unit], { count: value })}
      labels={{
        spoken: countdownText(i18n, { startsAt, lengthMs, now }),
        before: t('countdown.before'),
        live: t('countdown.live'),
        after: t('countdown.after'),
      }}
    />
  )
  if (city === null) return counted
  const isOver = now >= startsAt + lengthMs
  return (
    <>
      {counted}
      <p className={styles.whose}>
        {t(isOver ? 'rule.count-over' : now >= startsAt ? 'rule.count-since' : 'rule.count-to', { city })}
      </p>
    </>
  )
}
