// Full width, in the signal colour, announced at once: this city is on stage.
import { useI18n } from '../../../i18n/use-i18n.tsx'
import styles from '../host.module.css'

/** Always mounted, so that filling it is announced. */
export function OnStageBand({ since }: { readonly since: string | null }) {
  const { t } = useI18n()
  return (
    <div role="alert" aria-atomic="true" className={since === null ? undefined : styles.onStage}>
      {since === null ? null : (
        <>
          <strong>{t('host.on-stage')}</strong> <span>{t('host.on-stage-since', { since })}</span>
        </>
      )}
    </div>
  )
}
