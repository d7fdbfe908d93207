// The director's commands: each carries the role's claim and the run it is meant for, and offers undo where possible.
import { useEffect, useRef, useState } from 'react'
import { placeName } from '#shared/domain/place.ts'
import type { StageTarget } from '#shared/domain/stage.ts'
import type { Answer } from '#shared/protocol/answers.ts'
import type { Snapshot } from '#shared/protocol/views.ts'
import type { Undo } from '../../components/use-undo.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { makeId } from '../../sync/secrets.ts'
import type { Ask } from '../../sync/use-commands.ts'
import { isSameTarget, type Run } from './run.ts'
import type { Seat } from './use-seat.ts'

export type Refused = Extract<Answer, { ok: false }>

export type Directing = {
  readonly hand: (target: StageTarget) => Promise<void>
  readonly cut: () => Promise<void>
  readonly hold: (isHeld: boolean) => Promise<void>
  /** Null returns to the programme. */
  readonly putNext: (meetingId: string | null) => Promise<void>
  /** What was on stage before; null if unknown. */
  readonly previous: StageTarget | null
  readonly callRoll: () => Promise<void>
  readonly endRoll: () => Promise<void>
  readonly startRehearsal: () => Promise<void>
  readonly endRehearsal: () => Promise<void>
  /** A hand-over is pending; another one would refer to an outdated stage. */
  readonly isBusy: boolean
  readonly refused: Refused | null
  readonly refuse: (answer: Answer | null) => void
}

type Direct =
  | 'handStage'
  | 'holdStage'
  | 'putNext'
  | 'callRoll'
  | 'endRoll'
  | 'startRehearsal'
  | 'endRehearsal'

const movesStage: ReadonlySet<Direct> = new Set(['handStage', 'holdStage'])

const nobody: StageTarget = { meetingId: null, segmentId: null }

export function useDirecting(snapshot: Snapshot, run: Run, seat: Seat, send: Ask, undo: Undo): Directing {
  const { t, language } = useI18n()
  const [moving, setMoving] = useState(0)
  const [refused, setRefused] = useState<Refused | null>(null)
  const previous = usePrevious(run)
  const { stage, isRehearsal } = run

  const refuse = (answer: Answer | null) => setRefused(answer === null || answer.ok ? null : answer)

  async function direct(name: Direct, payload: Readonly<Record<string, unknown>>): Promise<boolean> {
    setRefused(null)
    const moves = movesStage.has(name) ? 1 : 0
    setMoving((count) => count + moves)
    const claimed = await seat.claim()
    const answer =
      'claim' in claimed
        ? await send(name, { ...payload, seat: claimed.claim } as Parameters<typeof send<typeof name>>[1])
        : claimed.refused
    setMoving((count) => count - moves)
    refuse(answer)
    return answer?.ok === true
  }

  const handTo = (target: StageTarget, seenFence: number) =>
    direct('handStage', { ...target, seenFence, isRehearsal })

  function wordsFor({ meetingId, segmentId }: StageTarget): string {
    const city = snapshot.meetings.find((meeting) => meeting.meetingId === meetingId)
    if (city !== undefined) return t('control.handed', { city: placeName(city.place.names, language) })
    return t(segmentId === null ? 'control.was-cut' : 'control.slate-shown')
  }

  async function hand(target: StageTarget): Promise<void> {
    const before = { meetingId: stage.meetingId, segmentId: stage.segmentId }
    if (!(await handTo(target, stage.fence))) return
    undo.offer({
      message: wordsFor(target),
      // If the stage has moved on since, the server refuses the outdated fence, and the refusal is shown.
      undo: () => void handTo(before, stage.fence + 1),
    })
  }

  return {
    hand,
    cut: () => hand(nobody),
    hold: async (isHeld) => void (await direct('holdStage', { isHeld, seenFence: stage.fence, isRehearsal })),
    putNext: async (meetingId) => void (await direct('putNext', { meetingId, isRehearsal })),
    previous,
    callRoll: async () => void (await direct('callRoll', { rollId: makeId(), isRehearsal })),
    endRoll: async () => {
      if (run.rollCall !== null) await direct('endRoll', { rollId: run.rollCall.rollId, isRehearsal })
    },
    startRehearsal: async () => void (await direct('startRehearsal', { rehearsalId: makeId() })),
    endRehearsal: async () => {
      const rehearsalId = snapshot.control?.rehearsal?.rehearsalId
      if (rehearsalId !== undefined) await direct('endRehearsal', { rehearsalId })
    },
    isBusy: moving > 0,
    refused,
    refuse,
  }
}

/** What was on stage before the current target, as seen from this window. */
function usePrevious({ stage, isRehearsal }: Run): StageTarget | null {
  const { meetingId, segmentId } = stage
  const [seen, setSeen] = useState<{ readonly now: StageTarget; readonly before: StageTarget | null }>({
    now: { meetingId, segmentId },
    before: null,
  })
  const wasRehearsal = useRef(isRehearsal)
  useEffect(() => {
    const now = { meetingId, segmentId }
    const isOther = wasRehearsal.current !== isRehearsal
    wasRehearsal.current = isRehearsal
    setSeen((last) => {
      if (isOther) return { now, before: null }
      if (isSameTarget(last.now, now)) return last
      const wasEmpty = isSameTarget(last.now, nobody)
      return { now, before: wasEmpty ? last.before : last.now }
    })
  }, [meetingId, segmentId, isRehearsal])
  return seen.before
}
