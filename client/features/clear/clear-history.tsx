// Explains how to clear the browser's history, which no page can do.
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './clear.module.css'

export function ClearHistory() {
  const { t } = useI18n()
  return (
    <section className={styles.history} aria-labelledby="clear-history">
      <h2 id="clear-history">{t('clearing.history')}</h2>
      <p>{t('clearing.history-why')}</p>
      <ul>
        <li>{t('clearing.history-chrome')}</li>
        <li>{t('clearing.history-safari')}</li>
        <li>{t('clearing.history-firefox')}</li>
        <li>{t('clearing.history-tor')}</li>
      </ul>
      <p>{t('clearing.elsewhere')}</p>
    </section>
  )
}
