// The calendar's loading state and its error state.
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { type ShownCalendar, useLive, useOffline } from '../../sync/use-sync.ts'
import styles from './calendar-state.module.css'

/** As high as the first lines will be, to avoid a layout shift of the footer. */
export function Loading({ calendar }: { readonly calendar: ShownCalendar }) {
  const { t } = useI18n()
  const live = useLive()
  const offline = useOffline()
  return (
    <div className={styles.loading} aria-busy="true">
      <p role="status">
        {offline
          ? t('gathering.loading-offline')
          : live.status === 'not-live'
            ? t('common.loading-slow')
            : t('home.loading')}
      </p>
      <FailedNotice calendar={calendar} />
    </div>
  )
}

export function FailedNotice({ calendar }: { readonly calendar: ShownCalendar }) {
  const { t } = useI18n()
  if (calendar.status !== 'failed') return null
  return (
    <Notice
      kind="care"
      action={
        <Button kind="plain" onClick={calendar.again}>
          {t('common.try-again')}
        </Button>
      }
    >
      {t('calendar.failed')}
    </Notice>
  )
}
