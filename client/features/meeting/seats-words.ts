// A city's free seats as text and as a share, as far as they are disclosed.
import { isCountClosed } from '#shared/domain/exposure.ts'
import type { GatheringPhase } from '#shared/domain/gathering.ts'
import type { CountsView, MeetingView } from '#shared/protocol/views.ts'
import type { I18n } from '../../i18n/i18n.ts'

export type SeatsWords = {
  readonly left: string
  /** 0 … 1; null if there is no limit or it is hidden. */
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
  // Says nothing about seats if the city's numbers are hidden.
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
