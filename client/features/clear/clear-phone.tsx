// One tap that clears this device. Without script the browser posts it, and the server's answer clears.
import { type FormEvent, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useSync } from '../../sync/use-sync.ts'
import { clearDevice } from './clear-device.ts'

/** `why`: said above the button. */
export function ClearPhone({ why }: { readonly why: string }) {
  const { t, language } = useI18n()
  const sync = useSync()
  const [isBusy, setBusy] = useState(false)
  function clear(event: FormEvent): void {
    event.preventDefault()
    if (isBusy) return
    setBusy(true)
    sync.close()
    void clearDevice(language)
  }
  return (
    <>
      <p>{why}</p>
      <form method="post" action={`/clear?lang=${language}`} onSubmit={clear}>
        <Button type="submit" kind="danger" busy={isBusy} busyLabel={t('clear.busy')}>
          {t('clear.now')}
        </Button>
      </form>
    </>
  )
}
