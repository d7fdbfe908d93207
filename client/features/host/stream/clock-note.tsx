// How reliable the countdown is: the accuracy of the shared clock, and since when no message has arrived.
import { useStore } from 'zustand'
import { Notice } from '../../../components/notice.tsx'
import { useI18n } from '../../../i18n/use-i18n.tsx'
import { useLive, useOffline, useSync } from '../../../sync/use-sync.ts'
import styles from '../console.module.css'

export function ClockNote() {
  const { t, number } = useI18n()
  const offset = useStore(useSync().offset)
  const live = useLive()
  const offline = useOffline()
  if (offline || live.status === 'not-live') {
    return <Notice kind="care">{t('host.clock-alone')}</Notice>
  }
  if (offset === null) return <p className={styles.exact}>{t('host.clock-unmeasured')}</p>
  const within = Math.max(1, Math.ceil(offset.uncertaintyMs))
  return <p className={styles.exact}>{t('host.clock-exact', { ms: number(within) })}</p>
}
