// The host's link, which is their only key: copy or scan it, and what losing it means.
import { CopyButton } from '../../components/copy-button.tsx'
import { Qr } from '../../components/qr.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './host.module.css'

/** `link` is the full URL with its secret; empty on the server. */
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
