// What stands there when a page could not be fetched or drawn: it says so, and comes back by itself when the network does.
import { Component, type ReactNode, useEffect } from 'react'
import { Button } from '../components/button.tsx'
import { useI18n } from '../i18n/use-i18n.tsx'
import { PlainPage } from './plain-page.tsx'

type Props = { readonly children: ReactNode }

/** React offers no hook for this: an error boundary is a class. */
export class LostPageBoundary extends Component<Props, { readonly isLost: boolean }> {
  constructor(props: Props) {
    super(props)
    this.state = { isLost: false }
  }

  static getDerivedStateFromError(): { readonly isLost: boolean } {
    return { isLost: true }
  }

  override render(): ReactNode {
    return this.state.isLost ? <LostPage /> : this.props.children
  }
}

function LostPage() {
  const { t } = useI18n()
  useEffect(() => {
    // All that matters is in the address and in the outbox, so loading anew loses nothing.
    const again = () => location.reload()
    addEventListener('online', again)
    return () => removeEventListener('online', again)
  }, [])
  return (
    <PlainPage title={t('lost.title')}>
      <p>{t('lost.text')}</p>
      <p>
        <Button onClick={() => location.reload()}>{t('lost.again')}</Button>
      </p>
    </PlainPage>
  )
}
