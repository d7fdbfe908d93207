// One tap that clears this device. Without script the browser posts it, and the server's answer clears.
import { type FormEvent, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { useSync } from '../../sync/use-sync.ts'
import styles from './clear.module.css'
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
    <form className={styles.form} method="post" action={`/clear?lang=${language}`} onSubmit={clear}>
      <p>{why}</p>
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
    <section className={styles.history} aria-labelledby="clear-history">
      <h2 id="clear-history">{t('clearing.history')}</h2>
      <p>{t('clearing.history-why')}</p>
      <ul>
        <li>{t('clearing.history-chrome')}</li>
        <li>{t('clearing.history-safari')}</li>
        <li>{t('clearing.history-firefox')}</li>
        <li>{t('clearing.history-tor')}</li>
      </ul>
      <p>{t('clearing.elsewhere')}</p>
    </section>
  )
}
