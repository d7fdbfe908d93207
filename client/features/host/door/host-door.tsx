// The door: counts, the arrival code, the list of replies to check in, and people who come without a reply.
import { useMemo, useState } from 'react'
import { useStore } from 'zustand'
import { arrivalsOpenMs } from '#shared/domain/attendance.ts'
import { isCountClosed } from '#shared/domain/exposure.ts'
import { limits } from '#shared/protocol/limits.ts'
import type { AttendanceView, CountsView, MeetingView } from '#shared/protocol/views.ts'
import { Button } from '../../../components/button.tsx'
import { Empty } from '../../../components/empty.tsx'
import { Choice } from '../../../components/form/choice.tsx'
import { Field } from '../../../components/form/field.tsx'
import { Stepper } from '../../../components/form/stepper.tsx'
import { Notice } from '../../../components/notice.tsx'
import { RollingNumber } from '../../../components/rolling-number.tsx'
import { Stat } from '../../../components/stat.tsx'
import type { Undo } from '../../../components/use-undo.ts'
import { whenText } from '../../../i18n/clock-text.ts'
import { refusalText } from '../../../i18n/refusal-text.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useNow, useOffline, useSync } from '../../../sync/use-sync.ts'
import styles from '../host.module.css'
import type { HostCommands } from '../host-commands.ts'
import { ArrivalCode } from './arrival-code.tsx'
import { AskedBursts, AskedReplies } from './asked-replies.tsx'
import { countParts, type DoorPart, doorList } from './door-list.ts'
import { DoorRow } from './door-row.tsx'
import { DoorScanner } from './door-scanner.tsx'
import { EraseList } from './erase-list.tsx'
import { readCodeTyped } from './read-typed.ts'
import { RenewCode } from './renew-code.tsx'
import { useDecisions } from './use-decisions.ts'

export type HostDoorProps = {
  readonly meeting: MeetingView
  readonly counts: CountsView | undefined
  readonly attendances: readonly AttendanceView[]
  readonly startsAt: number | null
  readonly isPast: boolean
  readonly commands: HostCommands
  readonly undo: Undo
  /** The page that a scanned poster opens. */
  readonly cityLink: string
}

const drawnAtOnce = 40

const doorCommands: ReadonlySet<string> = new Set([
  'tickArrival',
  'vouchForReply',
  'countWalkIns',
  'decideReplies',
  'decideBurst',
  'takeBackDecision',
])

export function HostDoor(props: HostDoorProps) {
  const { meeting, startsAt, isPast } = props
  const i18n = useI18n()
  const { t } = i18n
  const now = useNow(5000)
  const opensAt = startsAt === null ? null : startsAt - arrivalsOpenMs
  const isEarly = opensAt === null || now < opensAt
  const canTick = !isEarly && !isPast && meeting.status === 'approved'
  return (
    <div className={styles.part}>
      <DoorCounts counts={props.counts} walkIns={props.meeting.crew?.walkIns ?? 0} />
      {meeting.status !== 'approved' ? (
        <Notice say="off">{t('host.door-not-open')}</Notice>
      ) : isPast ? (
        <Notice say="off">{t('host.door-past')}</Notice>
      ) : isEarly ? (
        <Notice say="off">
          {opensAt === null
            ? t('host.door-no-instant')
            : t('host.door-early', { when: whenText(i18n, opensAt, meeting.place.timeZone) })}
        </Notice>
      ) : null}
      <DoorRefusal commands={props.commands} />
      {meeting.status === 'approved' ? (
        <div className={styles.pair}>
          {meeting.crew === null ? null : (
            <ArrivalCode
              code={meeting.crew.arrivalCode}
              link={props.cityLink}
              renew={
                <RenewCode
                  what="code"
                  value={meeting.crew.arrivalCode}
                  meetingId={meeting.meetingId}
                  commands={props.commands}
                />
              }
            />
          )}
          <WalkIns {...props} />
        </div>
      ) : null}
      <Replies {...props} canTick={canTick} />
      {isPast && meeting.status === 'approved' && props.attendances.length > 0 ? (
        <EraseList meetingId={meeting.meetingId} commands={props.commands} />
      ) : null}
    </div>
  )
}

function DoorCounts({
  counts,
  walkIns,
}: {
  readonly counts: CountsView | undefined
  readonly walkIns: number
}) {
  const { t, number } = useI18n()
  if (counts === undefined) return null
  const { confirmed, arrived, left, waiting, asked, vouched } = counts
  const figure = (value: number) => <RollingNumber value={value} format={number} />
  return (
    <dl className={styles.counts}>
      {confirmed === null ? null : <Stat figure={figure(confirmed)} label={t('host.coming')} />}
      {vouched ? <Stat figure={figure(vouched)} label={t('host.vouched')} /> : null}
      {asked ? <Stat figure={figure(asked)} label={t('host.asked')} /> : null}
      {arrived === null ? null : (
        <Stat
          figure={figure(arrived)}
          label={walkIns === 0 ? t('host.arrived') : t('host.arrived-walk-ins', { shown: number(walkIns) })}
          tone="people"
        />
      )}
      <Stat
        figure={left === null ? <span className={styles.noLimit}>{t('host.no-limit')}</span> : figure(left)}
        label={t('host.free')}
      />
      {waiting ? <Stat figure={figure(waiting)} label={t('host.part-waiting')} /> : null}
    </dl>
  )
}

function DoorRefusal({ commands }: { readonly commands: HostCommands }) {
  const i18n = useI18n()
  const { refused } = commands
  const isOfDoor = refused !== null && doorCommands.has(refused.name)
  return isOfDoor ? (
    <Notice kind="harm" say="assertive">
      {refusalText(i18n, refused.answer)}
    </Notice>
  ) : null
}

function Replies(props: HostDoorProps & { readonly canTick: boolean }) {
  const { attendances, meeting } = props
  const { t, number } = useI18n()
  const [part, setPart] = useState<DoorPart>('expected')
  const [typed, setTyped] = useState('')
  const [drawn, setDrawn] = useState(drawnAtOnce)
  const unsent = useUnsent()
  const counts = useMemo(() => countParts(attendances), [attendances])
  const found = useMemo(() => doorList(attendances, part, typed), [attendances, part, typed])
  const isSearch = readCodeTyped(typed) !== ''
  const decisions = useDecisions({
    meetingId: meeting.meetingId,
    ask: props.commands.ask,
    undo: props.undo,
  })
  const partLabel = (label: string, count: number) => `${label} ${number(count)}`
  return (
    <section className={styles.section} aria-labelledby="door-list">
      <h2 id="door-list" className={styles.heading}>
        {t('host.replies')}
      </h2>
      <p className={styles.soft}>{t('host.replies-hint')}</p>
      {props.canTick ? <DoorScanner attendances={attendances} row={(view) => rowOf(view, null)} /> : null}
      <Field
        kind="search"
        label={t('host.search')}
        name="code"
        value={typed}
        onChange={(text) => {
          setTyped(text)
          setDrawn(drawnAtOnce)
        }}
        autoComplete="off"
        maxLength={20}
      />
      {isSearch ? null : (
        <Choice
          shape="segments"
          label={t('host.parts')}
          labelUnseen
          name="part"
          value={part}
          options={[
            ...(counts.asked > 0 || part === 'asked'
              ? [{ value: 'asked' as const, label: partLabel(t('desk.to-confirm'), counts.asked) }]
              : []),
            { value: 'expected', label: partLabel(t('host.part-expected'), counts.expected) },
            { value: 'arrived', label: partLabel(t('host.arrived'), counts.arrived) },
            { value: 'waiting', label: partLabel(t('host.part-waiting'), counts.waiting) },
          ]}
          onChange={(next) => {
            setPart(next)
            setDrawn(drawnAtOnce)
          }}
        />
      )}
      {part === 'asked' && !isSearch ? (
        <AskedBursts attendances={attendances} timeZone={meeting.place.timeZone} decisions={decisions} />
      ) : null}
      {found.length === 0 ? (
        <NothingFound isSearch={isSearch} part={part} isAnyone={attendances.length > 0} />
      ) : part === 'asked' && !isSearch ? (
        <AskedReplies views={found.slice(0, drawn)} decisions={decisions} />
      ) : (
        <ul className={styles.rows}>
          {found
            .slice(0, drawn)
            .map((view, index) => rowOf(view, part === 'waiting' && !isSearch ? index + 1 : null))}
        </ul>
      )}
      {found.length > drawn ? (
        <Button onClick={() => setDrawn(drawn + drawnAtOnce * 2)}>
          {t('host.more', { count: found.length - drawn, shown: number(found.length - drawn) })}
        </Button>
      ) : null}
      <span className="unseen" role="status" aria-live="polite">
        {isSearch ? t('host.found', { count: found.length, shown: number(found.length) }) : ''}
      </span>
    </section>
  )

  function rowOf(view: AttendanceView, place: number | null) {
    return (
      <DoorRow
        key={view.attendanceId}
        view={view}
        place={place}
        isUnsent={unsent.has(view.attendanceId)}
        canTick={props.canTick}
        knowsPeople={meeting.exposure.address === 'vouched'}
        mayConfirmWaiting={isCountClosed(meeting.exposure)}
        ask={props.commands.ask}
        decide={isSearch || part === 'waiting' ? decisions.decide : null}
        undo={props.undo}
      />
    )
  }
}

function NothingFound(props: {
  readonly isSearch: boolean
  readonly part: DoorPart
  readonly isAnyone: boolean
}) {
  const { t } = useI18n()
  if (props.isSearch) return <Empty title={t('host.none-found')}>{t('host.none-found-hint')}</Empty>
  if (!props.isAnyone) return <Empty title={t('host.no-replies')}>{t('host.no-replies-hint')}</Empty>
  switch (props.part) {
    case 'expected':
      return <Empty title={t('host.none-expected')} />
    case 'arrived':
      return <Empty title={t('host.none-arrived')} />
    case 'asked':
      return <Empty title={t('host.none-asked')} />
    case 'waiting':
      return <Empty title={t('host.none-waiting')} />
  }
}

/** Replies with pending commands. Only while offline, because otherwise the wait is too short to show. */
function useUnsent(): ReadonlySet<string> {
  const pending = useStore(useSync().outbox, (state) => state.pending)
  const offline = useOffline()
  return useMemo(() => {
    if (!offline) return new Set()
    const ids = pending.map((command) =>
      command.name === 'tickArrival' || command.name === 'vouchForReply' ? command.payload.attendanceId : '',
    )
    return new Set(ids.filter((id) => id !== ''))
  }, [pending, offline])
}

function WalkIns({ meeting, commands, isPast }: HostDoorProps) {
  const { t, number } = useI18n()
  const walkIns = meeting.crew?.walkIns ?? 0
  return (
    <section className={styles.section} aria-labelledby="door-walk-ins">
      <h2 id="door-walk-ins" className={styles.heading}>
        {t('host.walk-ins')}
      </h2>
      <Stepper
        label={t('host.walk-ins-count')}
        hint={t('host.walk-ins-hint')}
        value={walkIns}
        min={0}
        max={limits.capacity}
        format={number}
        speak={(count) => t('host.walk-ins-spoken', { count, shown: number(count) })}
        labels={{ fewer: t('common.one-fewer'), more: t('common.one-more') }}
        disabled={isPast || meeting.status !== 'approved'}
        onChange={(count) =>
          void commands.ask('countWalkIns', { meetingId: meeting.meetingId, walkIns: count })
        }
      />
    </section>
  )
}
