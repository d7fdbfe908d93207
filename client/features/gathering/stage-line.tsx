// Which city is on stage, in words: for where nothing can be watched.
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './stage-line.module.css'

export function StageLine({ city }: { readonly city: string | null }) {
  const { t } = useI18n()
  return (
    <p className={styles.line} role="status">
      {city === null ? t('front.stage-empty') : t('front.on-stage', { city })}
    </p>
  )
}
