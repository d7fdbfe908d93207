// A prominent label on every part of the page: this is only a rehearsal.
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from '../console.module.css'

/** Always mounted, so that filling it is announced. */
export function RehearsalMark({ runs, isLive }: { readonly runs: boolean; readonly isLive: boolean }) {
  const { t } = useI18n()
  return (
    <div role="status" className={runs ? styles.rehearsal : undefined}>
      {runs ? (
        <>
          <strong>{t('host.rehearsal')}</strong>
          <span>{t(isLive ? 'host.rehearsal-in-live' : 'host.rehearsal-hint')}</span>
        </>
      ) : null}
    </div>
  )
}
