// Shown above the door and the city's form: the city's turn is near, with a link to the stream part.
import { Button } from '../../../components/button.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useNow } from '../../../sync/use-sync.ts'
import styles from '../console.module.css'
import type { LinkUp } from './link-up.ts'
import { ownTurn, soonMs, type Turn } from './own-turn.ts'
import { figureOf, headKeys } from './turn-clock.tsx'

/** False when on air for real: that has a band of its own, in the signal colour. */
function isNear(turn: Turn, isRehearsal: boolean, now: number): boolean {
  switch (turn.kind) {
    case 'stand-by':
    case 'any-moment':
    case 'soon':
      return true
    case 'next':
      return turn.from - now <= soonMs
    case 'on-air':
      return isRehearsal
    default:
      return false
  }
}

/** Always mounted, so that filling it is announced; the countdown itself is not announced each second. */
export function TurnBand(props: {
  readonly linkUp: LinkUp
  readonly meetingId: string
  readonly onOpen: () => void
}) {
  const i18n = useI18n()
  const { t } = i18n
  const { linkUp, meetingId } = props
  const now = useNow(1000)
  const turn = ownTurn(meetingId, linkUp.programme, linkUp.startsAt, linkUp.stage, now)
  const shown = isNear(turn, linkUp.isRehearsal, now)
  const figure = shown && turn.kind !== 'on-air' ? figureOf(i18n, turn, now) : null
  return (
    <div className={shown ? styles.turnBand : undefined} data-turn={turn.kind}>
      <p role="status">
        {shown ? t(turn.kind === 'on-air' ? 'host.turn-on-tried' : headKeys[turn.kind]) : null}
      </p>
      {figure === null ? null : (
        <b role="timer" dir="ltr">
          {figure}
        </b>
      )}
      {shown ? (
        <Button size="small" onClick={props.onOpen}>
          {t('host.to-stream')}
        </Button>
      ) : null}
    </div>
  )
}
