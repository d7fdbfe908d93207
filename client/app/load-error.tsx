// The notice shown when a page or a part of it could not be loaded or rendered, with a remedy.
import { Component, type ReactNode, useEffect } from 'react'
import { Button } from '../components/button.tsx'
import type { PartTrouble } from '../components/error-boundary.tsx'
import { Notice } from '../components/notice.tsx'
import { useI18n } from '../i18n/use-i18n.tsx'
import styles from './load-error.module.css'
import { PlainPage } from './plain-page.tsx'
import { isLoadError, reloadPage, renewIfOld } from './reload-after-deploy.ts'
import { reportBug } from './report-bug.ts'

type Failed = { readonly error: unknown }
type Props = { readonly children: ReactNode; readonly path: string }
type State = { readonly failed: Failed | null; readonly path: string }

function heard(error: unknown): void {
  if (isLoadError(error)) void renewIfOld()
  else reportBug(error, 'drawing')
}

export const partTrouble: PartTrouble = { onError: heard, Instead: LostPart }

/** The error boundary around the whole page; it resets when the path changes. A class, because React has no hook for this. */
export class LostPageBoundary extends Component<Props, State> {
  constructor(props: Props) {
    super(props)
    this.state = { failed: null, path: props.path }
  }

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { failed: { error } }
  }

  static getDerivedStateFromProps({ path }: Props, state: State): State | null {
    return path === state.path ? null : { failed: null, path }
  }

  override componentDidCatch(error: unknown): void {
    heard(error)
  }

  override render(): ReactNode {
    const { failed } = this.state
    return failed === null ? this.props.children : <LostPage {...failed} />
  }
}

function LostPage({ error }: Failed) {
  const { t } = useI18n()
  const isLost = isLoadError(error)
  useReloadWith(isLost)
  return (
    <PlainPage title={t(isLost ? 'lost.title' : 'bug.title-page')}>
      <p>{t(isLost ? 'lost.text' : 'bug.text')}</p>
      <p>
        <Button onClick={reloadPage}>{t(isLost ? 'common.try-again' : 'common.reload-page')}</Button>
      </p>
    </PlainPage>
  )
}

function LostPart({ error }: Failed) {
  const { t } = useI18n()
  const isLost = isLoadError(error)
  return (
    <div className={styles.part}>
      <Notice
        kind="care"
        action={<Button onClick={reloadPage}>{t(isLost ? 'common.try-again' : 'common.reload-page')}</Button>}
      >
        {isLost ? t('lost.title-part') : `${t('bug.title-part')} ${t('bug.text')}`}
      </Notice>
    </div>
  )
}

/** Reloads when the network comes back; only used while this notice is all that is on the page. */
function useReloadWith(network: boolean): void {
  useEffect(() => {
    if (!network) return
    // The address and the outbox hold everything that matters, so a reload loses nothing.
    addEventListener('online', reloadPage)
    return () => removeEventListener('online', reloadPage)
  }, [network])
}
