// What is left of a city's seats, in words and as a share, as far as it is told.
import { isCountClosed } from '#shared/domain/exposure.ts'
import type { GatheringPhase } from '#shared/domain/gathering.ts'
import type { CountsView, MeetingView } from '#shared/protocol/views.ts'
import type { I18n } from '../../i18n/i18n.ts'

export type SeatsWords = {
  readonly left: string
  /** 0 … 1; null where there is no limit or it is not told. */
  readonly taken: number | null
}

export function seatsWords(
  { t, number }: Pick<I18n, 't' | 'number'>,
  meeting: Pick<MeetingView, 'capacity' | 'exposure' | 'admission'>,
  counts: CountsView | undefined,
  phase: GatheringPhase,
): SeatsWords {
  const { capacity } = meeting
  const left = counts?.left ?? null
  const taken = capacity === null || left === null ? null : (capacity - left) / capacity
  if (phase === 'past') return { left: '', taken: null }
  const isHostConfirming = meeting.admission === 'host-confirms'
  // Of a city whose numbers are closed nothing is said about seats.
  if (isCountClosed(meeting.exposure))
    return { left: isHostConfirming ? t('meeting.host-confirms') : '', taken: null }
  if (counts?.full) {
    const waiting = counts.waiting ?? 0
    const words =
      waiting > 0 ? t('meeting.full-waiting', { count: waiting, shown: number(waiting) }) : t('meeting.full')
    return { left: words, taken: taken === null ? null : 1 }
  }
  if (left !== null) return { left: t('meeting.left', { count: left, shown: number(left) }), taken }
  return { left: t('meeting.has-seats'), taken: null }
}
