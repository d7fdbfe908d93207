// The actions of the control room, each with what prevents it, so that a button and its key do exactly the same.
import type { Undo } from '../../components/use-undo.ts'
import type { I18n } from '../../i18n/i18n.ts'
import type { DeskKey } from './keys.ts'
import type { Desk } from './use-desk.ts'

export type Act = {
  /** Why it is not possible now; null if it is. */
  readonly hindrance: string | null
  readonly act: () => void
}

export type Acts = Readonly<Record<Exclude<DeskKey, 'say' | 'keys'>, Act>>

export function actsOf(desk: Desk, undo: Undo, { t }: Pick<I18n, 't'>): Acts {
  const { run, directing, seat, follow, next, idle } = desk
  const { previous } = directing
  const { stage, rollCall } = run
  const isRollOpen = rollCall !== null && rollCall.endedAt === null
  const busy = directing.isBusy ? t('control.handing') : null
  return {
    next: {
      hindrance: next === null ? (idle ?? t('control.next-none')) : (desk.hindrance(next) ?? busy),
      act: () => next !== null && void directing.hand(next),
    },
    back: {
      hindrance: previous === null ? (idle ?? t('control.back-none')) : (desk.hindrance(previous) ?? busy),
      act: () => previous !== null && void directing.hand(previous),
    },
    hold: {
      hindrance: idle ?? (stage.meetingId === null ? t('desk.nobody') : busy),
      act: () => void directing.hold(!stage.isHeld),
    },
    cut: {
      hindrance: idle ?? (desk.isStageEmpty ? t('desk.nobody') : busy),
      act: () => void directing.cut(),
    },
    follow: { hindrance: idle, act: () => follow.set(!follow.isOn) },
    roll: {
      hindrance: idle,
      act: () => void (isRollOpen ? directing.endRoll() : directing.callRoll()),
    },
    seat: {
      hindrance: desk.hasLine ? (seat.standing === 'own' ? t('control.seat-own') : null) : idle,
      act: () => void (seat.standing === 'other' ? seat.ask() : seat.take()).then(directing.refuse),
    },
    undo: {
      hindrance: undo.onUndo === null ? (busy ?? t('control.undo-none')) : null,
      act: () => undo.onUndo?.(),
    },
  }
}

/** Performs an action unless something prevents it. `onHindered` receives the reason: a key has no button that would show it. */
export function perform({ hindrance, act }: Act, onHindered: (hindrance: string | null) => void): void {
  onHindered(hindrance)
  if (hindrance === null) act()
}
