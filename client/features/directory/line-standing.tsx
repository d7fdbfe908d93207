// A change of an announced date, in the list.
import { phaseOf } from '#shared/domain/moment.ts'
import type { GatheringSummary } from '#shared/protocol/views.ts'
import { Was } from '../../components/former-value.tsx'
import { dateTimeText } from '../../i18n/clock-text.ts'
import { planChange } from '../../i18n/plan-change.ts'
import { T, useI18n } from '../../i18n/use-i18n.tsx'
import styles from './calendar-line.module.css'

/** A label for the change (cancelled, postponed, …), and the date that is no longer valid. */
export function LineStanding({ summary, now }: { readonly summary: GatheringSummary; readonly now: number }) {
  const i18n = useI18n()
  const { t } = i18n
  const { leadPlace, formerStartsAt, standing, span } = summary
  const change = summary.status === 'draft' ? null : planChange(summary)
  if (change === null || (change === 'moved' && phaseOf(span, standing, now) === 'past')) return null
  const was =
    formerStartsAt === null ||
    leadPlace === null ||
    (change === 'cancelled' && summary.startsAt !== null) ? null : (
      <Was label={t('changed.was-label')}>{dateTimeText(i18n, formerStartsAt, leadPlace.timeZone)}</Was>
    )
  return (
    <p className={styles.standing} data-kind={change}>
      {change === 'cancelled' ? <strong>{t('common.is-cancelled')}</strong> : null}
      {change === 'postponed' ? <strong>{t('common.is-postponed')}</strong> : null}
      {was === null ? null : (
        <span>
          <T k={change === 'moved' ? 'changed.mark-moved' : 'changed.mark-was'} values={{ was }} />
        </span>
      )}
    </p>
  )
}
