// What stands there when a page or a part of it could not be fetched or drawn: it says which, and offers what helps.
import { Component, type ReactNode, useEffect } from 'react'
import { Button } from '../components/button.tsx'
import { Notice } from '../components/notice.tsx'
import type { PartTrouble } from '../components/part.tsx'
import { useI18n } from '../i18n/use-i18n.tsx'
import { PlainPage } from './plain-page.tsx'
import { isLoadError, reloadPage, renewIfOld } from './renewed.ts'
import { reportBug } from './report-bug.ts'

type Failed = { readonly error: unknown }
type Props = { readonly children: ReactNode; readonly path: string }
type State = { readonly failed: Failed | null; readonly path: string }

function heard(error: unknown): void {
  if (isLoadError(error)) void renewIfOld()
  else reportBug(error, 'drawing')
}

export const partTrouble: PartTrouble = { onError: heard, Instead: LostPart }

/** Around the whole page; another page has another chance. React offers no hook for this: an error boundary is a class. */
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
    <Notice
      kind="care"
      action={<Button onClick={reloadPage}>{t(isLost ? 'common.try-again' : 'common.reload-page')}</Button>}
    >
      {isLost ? t('lost.title-part') : `${t('bug.title-part')} ${t('bug.text')}`}
    </Notice>
  )
}

/** When the network comes back, while nothing else stands on the page. */
function useReloadWith(network: boolean): void {
  useEffect(() => {
    if (!network) return
    // All that matters is in the address and in the outbox, so loading anew loses nothing.
    addEventListener('online', reloadPage)
    return () => removeEventListener('online', reloadPage)
  }, [network])
}
