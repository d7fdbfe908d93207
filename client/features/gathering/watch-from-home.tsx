// Before the day: how the gathering can be watched from home, said in one place.
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './watch-from-home.module.css'

/** `when`: the beginning on the reader's clock, in words; null until it is chosen. */
export function WatchFromHome({ when }: { readonly when: string | null }) {
  const { t } = useI18n()
  return (
    <section className={styles.watch} aria-labelledby="watch-from-home">
      <h2 id="watch-from-home" className={styles.title}>
        {t('watch.title')}
      </h2>
      <p>{when === null ? t('watch.how-open') : t('watch.how', { when })}</p>
      <p className={styles.soft}>{t('watch.loads')}</p>
    </section>
  )
}
