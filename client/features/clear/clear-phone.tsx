// One tap that clears this device. Without script the browser posts it, and the server's answer clears.
import { type FormEvent, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useSync } from '../../sync/use-sync.ts'
import { clearDevice } from './clear-device.ts'

export function ClearPhone() {
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
    <form method="post" action={`/clear?lang=${language}`} onSubmit={clear}>
      <Button type="submit" kind="danger" busy={isBusy} busyLabel={t('clear.busy')}>
        {t('clear.now')}
      </Button>
    </form>
  )
}

/** What no page can do for its reader. */
export function ClearHistory() {
  const { t } = useI18n()
  return (
    <section aria-labelledby="clear-history">
      <h2 id="clear-history">{t('clear.history')}</h2>
      <p>{t('clear.history-why')}</p>
      <ul>
        <li>{t('clear.history-chrome')}</li>
        <li>{t('clear.history-safari')}</li>
        <li>{t('clear.history-firefox')}</li>
        <li>{t('clear.history-tor')}</li>
      </ul>
      <p>{t('clear.elsewhere')}</p>
    </section>
  )
}
