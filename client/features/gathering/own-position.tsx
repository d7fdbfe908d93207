// The button with which readers measure distances from their own position, and its result.
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './city-list.module.css'
import type { usePosition } from './use-position.ts'

export function OwnPosition({ position, ask, forget }: ReturnType<typeof usePosition>) {
  const { t } = useI18n()
  const isKnown = position.state === 'known'
  return (
    <div className={styles.position} data-needs-script="">
      <Button
        size="small"
        icon={<Icon name={isKnown ? 'close' : 'pin'} />}
        onClick={isKnown ? forget : ask}
        busy={position.state === 'asking'}
        busyLabel={t('cities.position-asking')}
      >
        {t(isKnown ? 'cities.position-forget' : 'cities.position-use')}
      </Button>
      <p className={styles.hint} role="status">
        {position.state === 'refused'
          ? t('cities.position-refused')
          : position.state === 'unavailable'
            ? t('cities.position-unavailable')
            : t('cities.position-stays')}
      </p>
    </div>
  )
}
