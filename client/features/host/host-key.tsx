// The host's only key, and how to keep it: copy, scan, and what happens to whoever loses it.
import { CopyButton } from '../../components/copy-button.tsx'
import { Qr } from '../../components/qr.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './host.module.css'

/** `link` is whole, with its secret; empty where there is no browser. */
export function HostKey({ link, isMain }: { readonly link: string; readonly isMain: boolean }) {
  const { t } = useI18n()
  if (link === '') return null
  return (
    <section className={`${styles.section} ${styles.keeping}`} aria-labelledby="host-key">
      <h2 id="host-key" className={styles.heading}>
        {t('host.key')}
      </h2>
      <p>{t('host.key-only')}</p>
      <div className={styles.key}>
        <Qr text={link} title={t('host.key-qr')} />
        <div className={styles.keyWords}>
          <CopyButton
            text={link}
            kind={isMain ? 'signal' : 'quiet'}
            shown
            labels={{
              copy: t('common.copy-link'),
              copied: t('common.copied'),
              byHand: t('desk.copy-by-hand'),
            }}
          />
          <p className={styles.soft}>{t('host.key-lost')}</p>
        </div>
      </div>
    </section>
  )
}
