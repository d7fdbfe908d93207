// The state and permissions of the control room, computed once for all its parts.
import { useMemo } from 'react'
import { useStore } from 'zustand'
import { emptySeat } from '#shared/domain/director-seat.ts'
import { placeName } from '#shared/domain/place.ts'
import { type Expected, expectSlots } from '#shared/domain/programme.ts'
import { decideHandStage, decidePutNext, type StageTarget } from '#shared/domain/stage.ts'
import type { CrewNow } from '#shared/protocol/crew-presence.ts'
import type { MeetingView, SegmentView, Snapshot } from '#shared/protocol/views.ts'
import type { Undo } from '../../components/use-undo.ts'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { type Ask, useCommands } from '../../sync/use-commands.ts'
import { useLive, useNow, useOffline, useSync } from '../../sync/use-sync.ts'
import { nextTarget, type Run, runOf } from './run.ts'
import { named } from './seat.ts'
import { tileOrder } from './tile-order.ts'
import { type Directing, useDirecting } from './use-directing.ts'
import { type Following, useFollow } from './use-follow.ts'
import { type Seat, useSeat } from './use-seat.ts'

export type Desk = {
  readonly snapshot: Snapshot
  readonly run: Run
  readonly now: number
  /** The lead city's time zone, used for all times in the control room. */
  readonly timeZone: string
  readonly cities: readonly MeetingView[]
  readonly holder: MeetingView | null
  readonly segment: SegmentView | null
  readonly expected: readonly Expected[]
  /** What comes next, set manually or by the programme; null if nothing does. */
  readonly next: StageTarget | null
  readonly nextMeeting: MeetingView | null
  /** Null until crew data arrives. */
  readonly crewNow: CrewNow | null
  readonly send: Ask
  readonly seat: Seat
  readonly directing: Directing
  readonly follow: Following
  readonly hasLine: boolean
  /** The connection is up, and nobody else has the role. */
  readonly mayAct: boolean
  readonly isStageEmpty: boolean
  /** Returns the word for the slate if the id is null. */
  readonly cityName: (meetingId: string | null) => string
  /** Why no action is possible from here; null if actions are possible. */
  readonly idle: string | null
  /** Why the stage cannot be handed to the target; null if it can. */
  readonly hindrance: (target: StageTarget) => string | null
  /** Why a city cannot be set as next; null if it can. */
  readonly hindranceNext: (meeting: MeetingView) => string | null
}

export function useDesk(snapshot: Snapshot, credential: string | undefined, alias: string, undo: Undo): Desk {
  const i18n = useI18n()
  const { t, language } = i18n
  const { gathering, programme, meetings, control } = snapshot
  const now = useNow()
  const live = useLive()
  const isOffline = useOffline()
  const hasLine = live.status === 'live' && !isOffline
  const run = useMemo(() => runOf(snapshot), [snapshot])
  const { stage } = run
  const send = useCommands(gathering.gatheringId, credential).ask
  const organizer = t('control.organizer')
  const seen = useMemo(() => named(control?.seat ?? emptySeat, organizer), [control?.seat, organizer])
  const seat = useSeat(gathering.gatheringId, seen, alias, send, credential)
  const directing = useDirecting(snapshot, run, seat, send, undo)
  const follow = useFollow(snapshot, run, seat, hasLine, directing)
  const crewNow = useStore(useSync().crewNow, (all) => all.get(gathering.gatheringId) ?? null)
  const cities = useMemo(() => tileOrder(meetings, programme, language), [meetings, programme, language])
  const meetingOf = (meetingId: string | null) =>
    meetings.find((meeting) => meeting.meetingId === meetingId) ?? null
  const next = nextTarget(programme, stage)
  const isTaken = seat.standing === 'other'
  const idle = !hasLine ? t('control.no-line') : isTaken ? t('control.seat-other', { who: seat.alias }) : null

  function cityName(meetingId: string | null): string {
    const meeting = meetingOf(meetingId)
    return meeting === null ? t('control.slate') : placeName(meeting.place.names, language)
  }

  function hindrance(target: StageTarget): string | null {
    if (idle !== null) return idle
    const verdict = decideHandStage(stage, stage.fence, target, meetingOf(target.meetingId))
    return verdict.ok ? null : refusalText(i18n, verdict)
  }

  function hindranceNext(meeting: MeetingView): string | null {
    if (idle !== null) return idle
    const verdict = decidePutNext(stage, meeting)
    return verdict.ok ? null : refusalText(i18n, verdict)
  }

  return {
    snapshot,
    run,
    now,
    timeZone: gathering.leadPlace?.timeZone ?? 'UTC',
    cities,
    holder: meetingOf(stage.meetingId),
    segment: programme.find(({ segmentId }) => segmentId === stage.segmentId) ?? null,
    expected: run.startsAt === null ? [] : expectSlots(programme, run.startsAt, stage, now),
    next,
    nextMeeting: meetingOf(next?.meetingId ?? null),
    crewNow,
    send,
    seat,
    directing,
    follow,
    hasLine,
    mayAct: idle === null,
    isStageEmpty: stage.meetingId === null && stage.segmentId === null,
    cityName,
    idle,
    hindrance,
    hindranceNext,
  }
}
