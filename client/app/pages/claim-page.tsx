// The one-time link by which an organizer signs in. The token stands in the fragment, which no server log ever sees.
import { useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { claim, signOut } from '../../sync/session.ts'
import { useSignedIn, useSync } from '../../sync/use-sync.ts'
import { Shell } from '../shell.tsx'

type Progress = 'idle' | 'working' | 'done' | 'failed'

export function ClaimPage() {
  const { t } = useI18n()
  const sync = useSync()
  const signedIn = useSignedIn()
  const [, navigate] = useLocation()
  const [progress, setProgress] = useState<Progress>('idle')

  useEffect(() => {
    const token = location.hash.slice(1)
    if (token === '') return
    // Out of the address bar and the history before anything else: it works once.
    history.replaceState(history.state, '', location.pathname)
    setProgress('working')
    claim(token).then(
      (isOpen) => {
        setProgress(isOpen ? 'done' : 'failed')
        if (isOpen) sync.reconnect()
      },
      () => setProgress('failed'),
    )
  }, [sync])

  return (
    <Shell>
      <h1>{t('claim.title')}</h1>
      {progress === 'working' ? <Notice>{t('claim.working')}</Notice> : null}
      {progress === 'failed' ? <Notice kind="harm">{t('claim.failed')}</Notice> : null}
      {signedIn ? (
        <>
          <Notice kind="done">{t('claim.done')}</Notice>
          <p>
            <Button kind="signal" onClick={() => navigate('/new')}>
              {t('claim.start')}
            </Button>{' '}
            <Button kind="plain" onClick={() => void signOut().then(sync.reconnect)}>
              {t('claim.sign-out')}
            </Button>
          </p>
        </>
      ) : progress === 'idle' ? (
        <p>{t('claim.missing')}</p>
      ) : null}
    </Shell>
  )
}
