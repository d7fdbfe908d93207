// The data stored about the holder of a reply, and its erasure, for readers without script.
import type { OpenTicket } from '#shared/protocol/drawn-page.ts'
import { Button } from '../../components/button.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './held.module.css'
import { HeldList } from './held-list.tsx'

/** `action`: the ticket's own address, to which the form is posted. */
export function PlainHeld({ open, action }: { readonly open: OpenTicket; readonly action: string }) {
  const { t } = useI18n()
  if (open.held === null) return null
  return (
    <section className={styles.held} aria-labelledby="held-title">
      <h2 id="held-title">{t('held.title')}</h2>
      <HeldList held={open.held} />
      <form method="post" action={action}>
        <input type="hidden" name="form" value={open.formId} />
        <p>{t('held.erase-why')}</p>
        <Button type="submit" kind="danger" name="do" value="erase">
          {t('held.erase')}
        </Button>
      </form>
    </section>
  )
}
