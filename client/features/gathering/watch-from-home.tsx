// Before the gathering: how to watch it from home, and saying that one will.
import { useI18n } from '../../i18n/use-i18n.tsx'
import { WatchAnswer } from './watch-answer.tsx'
import styles from './watch-from-home.module.css'

export type WatchFromHomeProps = {
  readonly slug: string
  /** The start on the reader's clock, in words; null until the date is set. */
  readonly when: string | null
  /** The lower bound of the band of people who will watch; 0 shows nothing. */
  readonly watching: number
  /** False for a preview, which takes no answers. */
  readonly asks: boolean
}

export function WatchFromHome({ slug, when, watching, asks }: WatchFromHomeProps) {
  const { t, number } = useI18n()
  return (
    <section className={styles.watch} aria-labelledby="watch-from-home">
      <h2 id="watch-from-home" className={styles.title}>
        {t('watch.title')}
      </h2>
      <p>{when === null ? t('watch.how-open') : t('watch.how', { when })}</p>
      <p className={styles.soft}>{t('watch.loads')}</p>
      {watching === 0 ? null : <p>{t('watch.people', { count: watching, shown: number(watching) })}</p>}
      {asks ? <WatchAnswer slug={slug} /> : null}
    </section>
  )
}
