// How much of the gathering's length the programme fills: drawn to scale, and as text.
import { planSlots } from '#shared/domain/programme.ts'
import type { SegmentView } from '#shared/protocol/views.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './programme.module.css'
import { lengthText } from './segment-lengths.ts'

export function ProgrammeSum({
  programme,
  lengthMs,
}: {
  readonly programme: readonly SegmentView[]
  readonly lengthMs: number
}) {
  const { t, formatLocale } = useI18n()
  const slots = planSlots(programme)
  const endMs = Math.max(0, ...slots.map(({ toMs }) => toMs))
  const restMs = lengthMs - endMs
  const scale = Math.max(endMs, lengthMs)
  const share = (ms: number) => `${(ms / scale) * 100}%`
  return (
    <div className={styles.sum} data-over={restMs < 0 || undefined}>
      <p className={styles.sumWords}>
        <span>
          {t('programme-desk.sum', {
            count: programme.length,
            filled: lengthText(endMs, formatLocale, 'long'),
            whole: lengthText(lengthMs, formatLocale, 'long'),
          })}
        </span>{' '}
        <strong>
          {restMs === 0
            ? t('programme-desk.sum-full')
            : t(restMs > 0 ? 'programme-desk.sum-free' : 'programme-desk.sum-over', {
                length: lengthText(Math.abs(restMs), formatLocale, 'long'),
              })}
        </strong>
      </p>
      <div className={styles.scale} aria-hidden="true">
        {slots.map(({ segment, fromMs, toMs }) => (
          <i
            key={segment.segmentId}
            data-kind={segment.kind}
            data-after={fromMs >= lengthMs || undefined}
            style={{ insetInlineStart: share(fromMs), inlineSize: share(toMs - fromMs) }}
          />
        ))}
        <b style={{ insetInlineStart: share(lengthMs) }} />
      </div>
    </div>
  )
}
