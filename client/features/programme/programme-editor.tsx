// The programme editor for organizers and directors: segments in order, their times on every relevant clock, and problems.
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import type { GatheringPhase } from '#shared/domain/gathering.ts'
import { placeName } from '#shared/domain/place.ts'
import {
  expectSlots,
  maxSegments,
  planSlots,
  programmeTroubles,
  type Segment,
} from '#shared/domain/programme.ts'
import { findRecording } from '#shared/domain/recording.ts'
import type { SegmentView, Snapshot } from '#shared/protocol/views.ts'
import { Button } from '../../components/button.tsx'
import { Empty } from '../../components/empty.tsx'
import { Icon } from '../../components/icon.tsx'
import { LiveRegion, Notice } from '../../components/notice.tsx'
import type { Undo } from '../../components/use-undo.ts'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { makeId } from '../../sync/secrets.ts'
import { useNow } from '../../sync/use-sync.ts'
import { agendaRundown } from './agenda-rundown.ts'
import styles from './programme.module.css'
import { ProgrammeSum } from './programme-sum.tsx'
import { RecordingForm } from './recording-form.tsx'
import { SegmentForm } from './segment-form.tsx'
import { SegmentRow } from './segment-row.tsx'
import { segmentName } from './segment-words.ts'
import { useDragOrder } from './use-drag-order.ts'
import { type ProgrammeCommands, useProgrammeCommands } from './use-programme-commands.ts'

export type ProgrammeEditorProps = {
  /** As read by an organizer or an appointed director. */
  readonly snapshot: Snapshot
  readonly undo: Undo
  /** The secret of an appointed director. */
  readonly credential?: string | undefined
  readonly phase: GatheringPhase
}

const saidKeys = {
  lifted: 'programme-desk.said.lifted',
  over: 'programme-desk.said.over',
  dropped: 'programme-desk.said.dropped',
  cancelled: 'programme-desk.said.cancelled',
} as const
const wholeHour = { meetingId: null, segmentId: null }
const usualMs = 5 * 60_000

export function ProgrammeEditor({ snapshot, undo, credential, phase }: ProgrammeEditorProps) {
  const i18n = useI18n()
  const { t } = i18n
  const { gathering, programme, meetings } = snapshot
  const commands = useProgrammeCommands(snapshot, undo, credential)
  const [openId, setOpenId] = useState<string | null>(null)
  const approved = meetings.filter(({ status }) => status === 'approved')
  const agendaItems = useMemo(() => agendaRundown(gathering, meetings, makeId).length, [gathering, meetings])

  function addAtEnd(): void {
    const given = new Set(programme.map(({ meetingId }) => meetingId))
    const next = approved.find(({ meetingId }) => !given.has(meetingId))
    const segment: Omit<Segment, 'segmentId'> = {
      meetingId: next?.meetingId ?? null,
      kind: next === undefined ? 'speech' : 'report',
      language: next?.languages[0] ?? gathering.languages[0] ?? 'ar',
      title: '',
      lengthMs: usualMs,
      pinnedMs: null,
      overrun: 'push',
    }
    setOpenId(commands.add(segment, programme.at(-1)?.segmentId ?? null))
  }

  const add =
    programme.length >= maxSegments ? null : (
      <Button icon={<Icon name="plus" />} onClick={addAtEnd}>
        {t('programme-desk.add')}
      </Button>
    )

  return (
    <section className={styles.programme} aria-labelledby="programme-editor-title">
      <h2 id="programme-editor-title" className={styles.title}>
        {t('common.programme')}
      </h2>
      {commands.refused === null ? null : (
        <Notice kind="harm" say="assertive">
          {refusalText(i18n, commands.refused)}
        </Notice>
      )}
      {programme.length === 0 ? (
        <Empty
          title={t('programme-desk.empty')}
          action={
            <span className={styles.beginnings}>
              {agendaItems > 0 ? (
                <Button kind="quiet" onClick={() => commands.begin('agenda')}>
                  {t('programme-desk.start-agenda', { count: agendaItems })}
                </Button>
              ) : null}
              {approved.length > 0 ? (
                <Button kind="quiet" onClick={() => commands.begin('cities')}>
                  {t('programme-desk.start', { count: approved.length })}
                </Button>
              ) : null}
              {add}
            </span>
          }
        >
          <p>{t('programme-desk.empty-hint')}</p>
        </Empty>
      ) : (
        <>
          <ProgrammeSum programme={programme} lengthMs={gathering.lengthMs} />
          {gathering.startsAt === null || gathering.leadPlace === null ? (
            <Notice say="off">{t('programme-desk.no-clock')}</Notice>
          ) : (
            <p className={styles.clockNote}>
              {t('programme-desk.clock', { city: placeName(gathering.leadPlace.names, i18n.language) })}
            </p>
          )}
          <SegmentList
            snapshot={snapshot}
            commands={commands}
            phase={phase}
            credential={credential}
            openId={openId}
            onOpen={setOpenId}
          />
          {add}
          {phase === 'past' ? (
            <RecordingForm
              gatheringId={gathering.gatheringId}
              of={wholeHour}
              recording={findRecording(snapshot.recordings, wholeHour)}
              label={t('programme-desk.recording-of-hour')}
              credential={credential}
            />
          ) : null}
          <p className={styles.files}>
            <a href={`/g/${gathering.slug}/programme`}>{t('programme.print')}</a>
            {gathering.status === 'published' && gathering.startsAt !== null ? (
              <a href={`/g/${gathering.slug}/programme.ics?lang=${i18n.language}`} download>
                {t('programme.calendar')}
              </a>
            ) : null}
          </p>
        </>
      )}
    </section>
  )
}

function SegmentList({
  snapshot,
  commands,
  phase,
  credential,
  openId,
  onOpen,
}: {
  readonly snapshot: Snapshot
  readonly commands: ProgrammeCommands
  readonly phase: GatheringPhase
  readonly credential: string | undefined
  readonly openId: string | null
  readonly onOpen: (segmentId: string | null) => void
}) {
  const i18n = useI18n()
  const { t } = i18n
  const { gathering, programme, meetings, stage } = snapshot
  const isLive = phase === 'live'
  const list = useRef<HTMLOListElement>(null)
  const now = useNow(isLive ? 1000 : 60_000)
  const [said, setSaid] = useState('')
  const ids = programme.map(({ segmentId }) => segmentId)
  const goTo = useRef<string | null>(null)

  const slots = useMemo(() => planSlots(programme), [programme])
  const troubles = useMemo(() => {
    const cities = new Map(
      meetings.map((meeting) => [
        meeting.meetingId,
        { isOpen: meeting.status === 'approved', hasStream: meeting.streams.length > 0 },
      ]),
    )
    return programmeTroubles(programme, gathering.lengthMs, cities)
  }, [programme, meetings, gathering.lengthMs])
  const expected =
    isLive && gathering.startsAt !== null ? expectSlots(programme, gathering.startsAt, stage, now) : []

  const nameOf = (segmentId: string) => {
    const view = programme.find((segment) => segment.segmentId === segmentId)
    return view === undefined ? '' : segmentName(i18n, view)
  }
  const drag = useDragOrder({
    list,
    ids,
    onMove: (segmentId, to) => {
      goTo.current = segmentId
      commands.move(segmentId, to)
    },
    say: (step, segmentId, index) =>
      setSaid(t(saidKeys[step], { segment: nameOf(segmentId), place: index + 1, count: ids.length })),
  })

  const order = ids.join(' ')
  // The moved row keeps the focus at its new position.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each new order
  useEffect(() => {
    const wanted = goTo.current
    goTo.current = null
    if (wanted !== null) list.current?.querySelector<HTMLElement>(`[data-handle='${wanted}']`)?.focus()
  }, [order])

  return (
    <>
      <ol ref={list} className={styles.list} data-lifted={drag.lifted?.by}>
        {slots.map((slot, index) => {
          const { segment } = slot
          const { segmentId } = segment
          return (
            <li
              key={segmentId}
              className={styles.item}
              style={drag.rowStyle(index)}
              data-lifted={drag.lifted?.id === segmentId || undefined}
            >
              <SegmentRow
                slot={slot}
                expected={expected[index] ?? null}
                troubles={troubles.filter((trouble) => trouble.segmentId === segmentId)}
                gathering={gathering}
                meetings={meetings}
                isOpen={openId === segmentId}
                onOpen={() => onOpen(openId === segmentId ? null : segmentId)}
                onMend={(mended) => void commands.change(segment, mended)}
                handle={
                  <Handle name={segmentName(i18n, segment)} place={index + 1} segment={segment}>
                    {drag.handle(segmentId, index)}
                  </Handle>
                }
              />
              {openId === segmentId && phase === 'past' ? (
                <RecordingForm
                  gatheringId={gathering.gatheringId}
                  of={{ meetingId: null, segmentId }}
                  recording={findRecording(snapshot.recordings, { meetingId: null, segmentId })}
                  label={t('programme-desk.recording')}
                  credential={credential}
                />
              ) : null}
              {openId === segmentId && !segment.isClosed ? (
                <SegmentForm
                  segment={segment}
                  gatheringId={gathering.gatheringId}
                  meetings={meetings}
                  languages={gathering.languages}
                  index={index}
                  count={ids.length}
                  onSend={(changed) => commands.change(segment, changed)}
                  onMove={(to) => commands.move(segmentId, to)}
                  onDuplicate={() => onOpen(commands.duplicate(segment))}
                  onRemove={() => {
                    onOpen(null)
                    commands.remove(segment)
                  }}
                  onClose={() => onOpen(null)}
                />
              ) : null}
            </li>
          )
        })}
      </ol>
      <p id="programme-handle-hint" className="unseen">
        {t('programme-desk.handle-hint')}
      </p>
      <LiveRegion message={said} />
    </>
  )
}

function Handle(props: {
  readonly name: string
  readonly place: number
  readonly segment: SegmentView
  readonly children: ReturnType<ReturnType<typeof useDragOrder>['handle']>
}): ReactNode {
  const { t, number } = useI18n()
  const { segment } = props
  // A closed segment cannot be moved, because that would lose the fields that this reader does not see.
  if (segment.isClosed) return <span className={styles.place}>{number(props.place)}</span>
  return (
    <button
      type="button"
      className={styles.handle}
      data-handle={segment.segmentId}
      aria-label={t('programme-desk.handle', { segment: props.name, place: props.place })}
      aria-describedby="programme-handle-hint"
      {...props.children}
    >
      <span aria-hidden="true">{number(props.place)}</span>
      <Icon name="grip" />
    </button>
  )
}
