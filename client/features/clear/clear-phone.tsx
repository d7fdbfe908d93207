// One tap that clears this device, and goes on by itself when the line was away. Without script the browser posts it, and the server's answer clears.
import { type FormEvent, useEffect, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useSync } from '../../sync/use-sync.ts'
import { clearByServer, clearStored, leaveCleared } from './clear-device.ts'

const againMs = 3000

/** `unreached`: what a page can clear is cleared, and the server is asked again and again. */
type Stage = 'asked' | 'clearing' | 'unreached'

/** Of this page's life: what is on the device now was cleared, and the server does not know yet. */
let isUnreached = false

/**
 * `why`: said above the button. `onUnreached`: leaves a page that shows what was cleared; where this is shown next, it goes on asking the
 * server.
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
