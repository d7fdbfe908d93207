// Switches for sound, vibration and keeping the screen on: shows what this device supports, and the tap that enables sound.
import { Button } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import type { Awake } from '../../../components/use-wake-lock.ts'
import type { MessageKey } from '../../../i18n/i18n.ts'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from '../console.module.css'
import type { Alarm } from './alarm.ts'

const awakeKeys = {
  held: 'host.awake-held',
  refused: 'host.awake-refused',
  'unknown-here': 'host.awake-unknown-here',
} as const satisfies Record<Exclude<Awake, 'off'>, MessageKey>

export function AlarmSwitch({ alarm, awake }: { readonly alarm: Alarm; readonly awake: Awake }) {
  const { t } = useI18n()
  const { sound, canBuzz } = alarm
  return (
    <section className={styles.alarm} aria-label={t('host.alarm')}>
      {sound === 'unknown-here' ? (
        <p>{t('host.alarm-unknown')}</p>
      ) : sound === 'on' ? (
        <Button aria-pressed={true} icon={<Icon name="check" />} onClick={alarm.mute}>
          {t('host.alarm-on')}
        </Button>
      ) : (
        <Button wide size="large" onClick={alarm.allow}>
          {t(sound === 'muted' ? 'host.alarm-muted' : 'host.alarm-allow')}
        </Button>
      )}
      <p className={styles.exact}>
        {[
          ...(canBuzz ? [] : [t('host.alarm-no-buzz')]),
          ...(awake === 'off' ? [] : [t(awakeKeys[awake])]),
        ].join(' ')}
      </p>
    </section>
  )
}
