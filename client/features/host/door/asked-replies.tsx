// Replies that wait for the host's confirmation: bursts as a whole, then single replies to select and decide together.
import { useMemo, useState } from 'react'
import { type Held, minuteMs } from '#shared/domain/admission.ts'
import { stateOf } from '#shared/protocol/reply-state.ts'
import { type Burst, burstsOf, stretchMinutes } from '#shared/protocol/reply-times.ts'
import type { AttendanceView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Checkbox } from '../../../components/form/checkbox.tsx'
import { dateTimeText, timeText } from '../../../i18n/clock-text.ts'
import type { MessageKey } from '../../../i18n/i18n.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from '../host.module.css'
import type { Decisions } from './use-decisions.ts'

const heldKeys: Readonly<Record<Held, MessageKey | null>> = {
  '': null,
  source: 'host.held-source',
  time: 'host.held-time',
  mode: 'host.held-mode',
  full: 'host.held-full',
}

export type AskedRepliesProps = {
  /** The rendered replies, in the order in which they were made. */
  readonly views: readonly AttendanceView[]
  readonly decisions: Decisions
}

export function AskedReplies({ views, decisions }: AskedRepliesProps) {
  const { t, number } = useI18n()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  // Drop replies from the selection that were decided meanwhile.
  const ids = views.map(({ attendanceId }) => attendanceId).filter((id) => chosen.has(id))
  const decide = (decision: 'confirm' | 'decline') => {
    decisions.decide(decision, ids)
    setChosen(new Set())
  }
  const choose = (id: string, isChosen: boolean) => {
    const next = new Set(chosen)
    if (isChosen) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  const values = { count: ids.length, shown: number(ids.length) }
  return (
    <div className={styles.group}>
      <div className={styles.actions}>
        <Checkbox
          label={t('host.select-shown')}
          checked={ids.length > 0 && ids.length === views.length}
          onChange={(all) => setChosen(new Set(all ? views.map(({ attendanceId }) => attendanceId) : []))}
        />
        {ids.length === 0 ? null : (
          <>
            <Button onClick={() => decide('confirm')}>{t('host.confirm-selected', values)}</Button>
            <Button kind="danger" onClick={() => decide('decline')}>
              {t('host.decline-selected', values)}
            </Button>
          </>
        )}
      </div>
      <ul className={styles.rows}>
        {views.map((view) => (
          <AskedRow
            key={view.attendanceId}
            view={view}
            isChosen={chosen.has(view.attendanceId)}
            onChoose={(isChosen) => choose(view.attendanceId, isChosen)}
            decisions={decisions}
          />
        ))}
      </ul>
    </div>
  )
}

function AskedRow({
  view,
  isChosen,
  onChoose,
  decisions,
}: {
  readonly view: AttendanceView
  readonly isChosen: boolean
  readonly onChoose: (isChosen: boolean) => void
  readonly decisions: Decisions
}) {
  const { t, number } = useI18n()
  const { attendanceId, code, partySize } = view
  const held = heldKeys[view.held]
  return (
    <li className={styles.row}>
      <div className={styles.who}>
        <Checkbox
          label={
            <>
              <span className="unseen">{t('host.select-of', { code })}</span>
              <span className={styles.code} dir="ltr" aria-hidden>
                {code}
              </span>
            </>
          }
          checked={isChosen}
          onChange={onChoose}
        />
        <span className={styles.soft}>
          {t('people.count', { count: partySize, shown: number(partySize) })}
          {held === null ? null : ` · ${t(held)}`}
        </span>
      </div>
      <DecideButtons code={code} onDecide={(decision) => decisions.decide(decision, [attendanceId])} />
    </li>
  )
}

export function DecideButtons({
  code,
  onDecide,
}: {
  readonly code: string
  readonly onDecide: (decision: 'confirm' | 'decline') => void
}) {
  const { t } = useI18n()
  return (
    <div className={styles.rowActions}>
      <Button
        kind="plain"
        size="small"
        aria-label={t('host.decline-of', { code })}
        onClick={() => onDecide('decline')}
      >
        {t('desk.decline')}
      </Button>
      <Button size="small" aria-label={t('host.confirm-of', { code })} onClick={() => onDecide('confirm')}>
        {t('host.confirm')}
      </Button>
    </div>
  )
}

/** This city's bursts with open replies; renders nothing if there are none. */
export function AskedBursts({
  attendances,
  timeZone,
  decisions,
}: {
  readonly attendances: readonly AttendanceView[]
  readonly timeZone: string
  readonly decisions: Decisions
}) {
  const i18n = useI18n()
  const { t, number } = i18n
  const bursts = useMemo(() => burstsIn(attendances), [attendances])
  if (bursts.length === 0) return null
  return (
    <section className={styles.section} aria-labelledby="door-bursts">
      <h3 id="door-bursts" className={styles.subheading}>
        {t('host.bursts')}
      </h3>
      <p className={styles.soft}>{t('host.bursts-hint')}</p>
      <ul className={styles.rows}>
        {bursts.map(({ fromMinute, toMinute, held }) => (
          <li key={fromMinute} className={styles.row}>
            <div className={styles.who}>
              <span>
                {t('desk.from-to', {
                  from: dateTimeText(i18n, fromMinute * minuteMs, timeZone),
                  to: timeText(i18n, (toMinute + 1) * minuteMs, timeZone),
                })}
              </span>
              <span className={styles.soft}>
                {t('host.burst-asked', { count: held, shown: number(held) })}
              </span>
            </div>
            <div className={styles.rowActions}>
              <Button
                size="small"
                kind="plain"
                onClick={() => decisions.decideBurst('confirm', fromMinute, toMinute)}
              >
                {t('host.burst-confirm')}
              </Button>
              <Button
                size="small"
                kind="danger"
                onClick={() => decisions.decideBurst('decline', fromMinute, toMinute)}
              >
                {t('desk.decline-all')}
              </Button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Counts replies, not people. */
function burstsIn(attendances: readonly AttendanceView[]): readonly Burst[] {
  const stretches = new Map<number, number>()
  for (const view of attendances) {
    if (view.held !== 'source' && view.held !== 'time') continue
    const fromMinute = view.repliedMinute - (view.repliedMinute % stretchMinutes)
    const more = stateOf(view) === 'asked' ? 1 : 0
    stretches.set(fromMinute, (stretches.get(fromMinute) ?? 0) + more)
  }
  return burstsOf([...stretches].map(([fromMinute, held]) => ({ fromMinute, held, isBurst: true })))
}
