// Shown instead of a gathering that is loading, not found, closed or gone.
import type { ReactNode } from 'react'
import { ButtonLink } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import { useI18n } from '../i18n/use-i18n.tsx'
import type { GatheringState } from '../sync/gathering-store.ts'
import { useLive, useOffline } from '../sync/use-sync.ts'
import styles from './gathering-states.module.css'
import { Shell } from './shell.tsx'

/** Keeps the page's height while it loads, to avoid a layout shift. */
export function GatheringNotShown({
  status,
  isPreview = false,
  withoutScript,
}: {
  readonly status: GatheringState['status']
  readonly isPreview?: boolean
  /** Shown to readers without script, where loading would never end. */
  readonly withoutScript?: ReactNode
}) {
  const { t } = useI18n()
  const live = useLive()
  const offline = useOffline()
  if (status === 'loading' || status === 'ready') {
    return (
      <Shell>
        {withoutScript === undefined ? null : <noscript>{withoutScript}</noscript>}
        <div className={styles.loading} aria-busy="true" data-needs-script="">
          <p role="status">
            {offline
              ? t('gathering.loading-offline')
              : live.status === 'not-live'
                ? t('common.loading-slow')
                : t('common.opening-page')}
          </p>
        </div>
      </Shell>
    )
  }
  if (status === 'closed' || status === 'revoked') {
    return (
      <Shell>
        <h1>{t('gathering.closed')}</h1>
        <Notice say="off">{t(isPreview ? 'gathering.closed-preview' : 'gathering.closed-link')}</Notice>
        <ButtonLink href="/">{t('not-found.home')}</ButtonLink>
      </Shell>
    )
  }
  return (
    <Shell>
      <h1>{t(status === 'gone' ? 'common.gathering-removed' : 'not-found.title')}</h1>
      <p>{t(status === 'gone' ? 'gathering.gone-why' : 'not-found.text')}</p>
      <ButtonLink href="/">{t('not-found.home')}</ButtonLink>
    </Shell>
  )
}
