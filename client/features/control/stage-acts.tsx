// The row of actions under the monitors, and the switch for automatic hand-over.
import { Button } from '../../components/button.tsx'
import { Switch } from '../../components/form/checkbox.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { type Act, type Acts, perform } from './acts.ts'
import styles from './control.module.css'
import { decideFollow } from './follow-programme.ts'
import { followText } from './follow-words.ts'
import type { Desk } from './use-desk.ts'

export function StageActs(props: {
  readonly desk: Desk
  readonly acts: Acts
  readonly onHindered: (hindrance: string | null) => void
}) {
  const { desk, acts, onHindered } = props
  const i18n = useI18n()
  const { t } = i18n
  const { next, run, follow, snapshot } = desk
  const { programme, meetings } = snapshot
  const { stage } = run
  const verdict = decideFollow({ ...run, programme, meetings }, desk.now)
  return (
    <div className={styles.acts} role="group" aria-label={t('desk.stage')}>
      <ActButton
        words={
          next === null
            ? t('control.hand')
            : next.meetingId === null
              ? t('control.hand-slate')
              : t('control.hand-next', { city: desk.cityName(next.meetingId) })
        }
        keyShown="N"
        act={acts.next}
        isMain
        onHindered={onHindered}
      />
      <ActButton
        words={t(stage.isHeld ? 'control.release' : 'control.hold')}
        keyShown="H"
        act={acts.hold}
        isPressed={stage.isHeld}
        onHindered={onHindered}
      />
      <ActButton words={t('control.back')} keyShown="B" act={acts.back} onHindered={onHindered} />
      <ActButton words={t('control.cut')} keyShown="X" act={acts.cut} onHindered={onHindered} />
      {programme.length === 0 ? null : (
        <div className={styles.follow}>
          <Switch
            label={t('control.follow')}
            hint={
              follow.isOn ? followText(i18n, verdict, desk.timeZone, desk.cityName) : t('control.follow-hint')
            }
            checked={follow.isOn}
            disabled={!desk.mayAct}
            onChange={follow.set}
          />
        </div>
      )}
    </div>
  )
}

function ActButton(props: {
  readonly words: string
  readonly keyShown: string
  readonly act: Act
  readonly onHindered: (hindrance: string | null) => void
  readonly isMain?: boolean
  readonly isPressed?: boolean
}) {
  const { hindrance } = props.act
  return (
    <Button
      kind={props.isMain ? 'signal' : 'quiet'}
      className={styles.act}
      aria-disabled={hindrance !== null}
      aria-description={hindrance ?? undefined}
      aria-keyshortcuts={props.keyShown}
      aria-pressed={props.isPressed}
      title={hindrance ?? undefined}
      onClick={() => perform(props.act, props.onHindered)}
    >
      {props.words}
      <kbd className={styles.key} aria-hidden="true">
        {props.keyShown}
      </kbd>
    </Button>
  )
}
