// One reply at the door: its code, party size and arrival; one tap for the whole party, a counter for a part of it.
import { memo, useState } from 'react'
import type { AttendanceState } from '#shared/domain/attendance.ts'
import { stateOf } from '#shared/protocol/reply-state.ts'
import type { AttendanceView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Stepper } from '../../../components/form/stepper.tsx'
import { Icon } from '../../../components/icon.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import type { MessageKey } from '../../../i18n/i18n.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from '../host.module.css'
import type { HostAsk } from '../host-commands.ts'
import { DecideButtons } from './asked-replies.tsx'
import type { Decisions } from './use-decisions.ts'

export type DoorRowProps = {
  readonly view: AttendanceView
  /** Its position on the waiting list, if that list is shown; otherwise null. */
  readonly place: number | null
  readonly isUnsent: boolean
  readonly canTick: boolean
  /** The address is only shown to people whom the host vouches for. */
  readonly knowsPeople: boolean
  /** Replies that wait for the next batch may be confirmed at once: in a city with hidden numbers. */
  readonly mayConfirmWaiting: boolean
  readonly ask: HostAsk
  /** Null if replies are not decided here. */
  readonly decide: Decisions['decide'] | null
  readonly undo: Undo
}

const stateWords: Readonly<Record<AttendanceState, MessageKey | null>> = {
  confirmed: null,
  asked: 'host.state-asked',
  declined: 'host.state-declined',
  waiting: 'host.state-waiting',
  cancelled: 'host.state-cancelled',
}

function Row(props: DoorRowProps) {
  const { view, place, isUnsent, canTick, ask, decide, undo } = props
  const exactState = stateOf(view)
  const decidable = decide === null || view.arrived > 0 || exactState === 'cancelled' ? null : decide
  const { t, number } = useI18n()
  const [isCounting, setCounting] = useState(false)
  const { attendanceId, code, partySize, arrived } = view
  const state = stateWords[exactState]
  const isWhole = arrived >= partySize

  function tick(next: number): void {
    void ask('tickArrival', { attendanceId, arrived: next })
    undo.offer({
      message: t('host.ticked', { code, count: next, shown: number(next) }),
      seconds: 12,
      undo: () => void ask('tickArrival', { attendanceId, arrived }),
    })
  }

  function vouch(): void {
    const vouched = !view.vouched
    void ask('vouchForReply', { attendanceId, vouched })
    undo.offer({
      message: t(vouched ? 'host.vouched-done' : 'host.vouched-undone', { code }),
      seconds: 12,
      undo: () => void ask('vouchForReply', { attendanceId, vouched: !vouched }),
    })
  }

  return (
    <li className={styles.row} data-arrived={isWhole || undefined}>
      <div className={styles.who}>
        {place === null ? null : <span className={styles.place}>{number(place)}</span>}
        <span className={styles.code} dir="ltr">
          {code}
        </span>
        <span className={styles.soft}>
          {t('people.count', { count: partySize, shown: number(partySize) })}
          {state === null ? null : ` · ${t(state)}`}
          {arrived > 0 && !isWhole
            ? ` · ${t('host.part-of-party', { arrived: number(arrived), party: number(partySize) })}`
            : null}
          {isUnsent ? ` · ${t('host.unsent')}` : null}
        </span>
      </div>
      {decidable === null ? null : (
        <DecideOne view={view} decide={decidable} mayConfirmWaiting={props.mayConfirmWaiting} />
      )}
      {view.state === 'confirmed' ? (
        <div className={styles.rowActions}>
          {props.knowsPeople ? (
            <Button
              size="small"
              aria-pressed={view.vouched}
              icon={view.vouched ? <Icon name="check" /> : null}
              aria-description={t('host.vouch-hint')}
              onClick={vouch}
            >
              {t(view.vouched ? 'host.vouched' : 'host.vouch')}
            </Button>
          ) : null}
          {partySize > 1 && canTick ? (
            <Button
              kind="plain"
              size="small"
              aria-expanded={isCounting}
              aria-label={t('host.count-part-of', { code })}
              onClick={() => setCounting(!isCounting)}
            >
              {t('host.count-part')}
            </Button>
          ) : null}
          {canTick || isWhole ? (
            <Button
              className={styles.tick}
              aria-pressed={isWhole}
              aria-label={t(isWhole ? 'host.untick-of' : 'host.tick-of', { code })}
              aria-disabled={!canTick}
              icon={<Icon name="check" />}
              onClick={() => (canTick ? tick(isWhole ? 0 : partySize) : undefined)}
            >
              {t(isWhole ? 'host.is-here' : 'host.is-here')}
            </Button>
          ) : null}
        </div>
      ) : null}
      {isCounting ? (
        <div className={styles.counter}>
          <Stepper
            label={t('host.arrived-of', { code })}
            value={arrived}
            min={0}
            max={partySize}
            format={number}
            speak={(count) => t('people.count', { count, shown: number(count) })}
            labels={{ fewer: t('common.one-fewer'), more: t('common.one-more') }}
            onChange={tick}
          />
        </div>
      ) : null}
    </li>
  )
}

/** Offers confirming for asked and declined replies, and in a closed city for waiting ones; declining for others that nobody came of. */
function DecideOne({
  view,
  mayConfirmWaiting,
  decide,
}: {
  readonly view: AttendanceView
  readonly mayConfirmWaiting: boolean
  readonly decide: Decisions['decide']
}) {
  const { t } = useI18n()
  const { code, attendanceId } = view
  const state = stateOf(view)
  if (state === 'asked' || (state === 'waiting' && mayConfirmWaiting))
    return <DecideButtons code={code} onDecide={(decision) => decide(decision, [attendanceId])} />
  const decision = state === 'declined' ? 'confirm' : 'decline'
  return (
    <div className={styles.rowActions}>
      <Button
        kind="plain"
        size="small"
        aria-label={t(decision === 'confirm' ? 'host.confirm-of' : 'host.decline-of', { code })}
        onClick={() => decide(decision, [attendanceId])}
      >
        {t(decision === 'confirm' ? 'host.confirm' : 'desk.decline')}
      </Button>
    </div>
  )
}

/** Memoized: of two thousand rows one changes at a time, and only that one re-renders. */
export const DoorRow = memo(Row, (before, after) => {
  const names = ['view', 'place', 'isUnsent', 'canTick', 'knowsPeople', 'mayConfirmWaiting', 'ask'] as const
  const isSame = names.every((name) => before[name] === after[name])
  return isSame && (before.decide === null) === (after.decide === null)
})
