// Clears this device with one tap, and continues automatically after a network failure. Without script the browser posts the form.
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useSync } from '../../sync/use-sync.ts'
import { clearByServer, clearStored, leaveCleared } from './clear-device.ts'

const againMs = 3000

/** `unreached`: the page's data is cleared, and the request to the server is retried. */
type Stage = 'asked' | 'clearing' | 'unreached'

/** For the lifetime of this page: the device was cleared, but the server does not know yet. */
let isUnreached = false

/**
 * `why`: text above the button. `onUnreached`: leaves a page that shows what was cleared; the next page with this component continues the
 * retries.
 */
export function ClearPhone({
  why,
  onUnreached,
}: {
  readonly why: string
  readonly onUnreached?: () => void
}) {
  const { t, language } = useI18n()
  const sync = useSync()
  const [stage, setStage] = useState<Stage>(isUnreached ? 'unreached' : 'asked')

  async function clear(): Promise<void> {
    setStage('clearing')
    sync.close()
    await clearStored()
    if (await clearByServer(language)) return leaveCleared(language)
    isUnreached = true
    if (onUnreached === undefined) setStage('unreached')
    else onUnreached()
  }

  useEffect(() => {
    if (stage !== 'unreached') return
    let isAsking = false
    async function again(): Promise<void> {
      if (isAsking) return
      isAsking = true
      if (await clearByServer(language)) leaveCleared(language)
      isAsking = false
    }
    const asking = () => void again()
    const timer = setInterval(asking, againMs)
    addEventListener('online', asking)
    return () => {
      clearInterval(timer)
      removeEventListener('online', asking)
    }
  }, [stage, language])

  function submit(event: FormEvent): void {
    event.preventDefault()
    if (stage !== 'clearing') void clear()
  }

  return (
    <>
      <p>{why}</p>
      {stage === 'unreached' ? (
        <Notice kind="harm" say="assertive">
          {t('clear.unreached')}
        </Notice>
      ) : null}
      <form method="post" action={`/clear?lang=${language}`} onSubmit={submit}>
        <Button type="submit" kind="danger" busy={stage === 'clearing'} busyLabel={t('clear.busy')}>
          {t(stage === 'unreached' ? 'common.try-again' : 'clear.now')}
        </Button>
      </form>
    </>
  )
}
