// What the ticket's page offers without script: its link to keep, and forms to change one's mind.
import { useState } from 'react'
import type { OpenTicket } from '#shared/protocol/drawn-page.ts'
import { Button, ButtonLink } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { Notice } from '../../components/notice.tsx'
import { Qr } from '../../components/qr.tsx'
import { refusalText } from '../../i18n/refusal-text.ts'
import { useI18n } from '../../i18n/use-i18n.tsx'
import styles from './plain-reply.module.css'
import { PartySizeField } from './plain-reply-form.tsx'

export function PlainKeep({
  link,
  calendarHref,
}: {
  /** The whole link with its secret. */
  readonly link: string
  /** Null where there is no calendar file to give. */
  readonly calendarHref: string | null
}) {
  const { t } = useI18n()
  return (
    <section aria-labelledby="keep-title">
      <h2 id="keep-title">{t('ticket.keep')}</h2>
      <p>{t('plain.keep-why')}</p>
      <a className={styles.key} href={link} dir="ltr">
        {link}
      </a>
      <Qr text={link} title={t('ticket.qr')} />
      {calendarHref === null ? null : (
        <p>
          <ButtonLink href={calendarHref} icon={<Icon name="calendar" />}>
            {t('ticket.calendar')}
          </ButtonLink>
        </p>
      )}
    </section>
  )
}

/** `action`: the ticket's own address, to which its forms are posted. */
export function PlainChange({ open, action }: { readonly open: OpenTicket; readonly action: string }) {
  const i18n = useI18n()
  const { t } = i18n
  const { ticket, refused } = open
  const [partySize, setPartySize] = useState(ticket.partySize)
  const isCancelled = ticket.state === 'cancelled'
  const form = <input type="hidden" name="form" value={open.formId} />
  return (
    <section className={styles.change} aria-labelledby="change-title">
      <h2 id="change-title">{t('ticket.change')}</h2>
      {refused === null ? null : <Notice kind="care">{refusalText(i18n, { reason: refused })}</Notice>}
      <form method="post" action={action}>
        {form}
        <PartySizeField value={partySize} onChange={setPartySize} least={Math.max(1, ticket.arrived)} />
        <Button type="submit" name="do" value={isCancelled ? 'again' : 'resize'}>
          {t(isCancelled ? 'ticket.undo' : 'plain.resize')}
        </Button>
      </form>
      {isCancelled || ticket.arrived > 0 ? null : (
        <form method="post" action={action}>
          {form}
          <p>{t('plain.cancel-hint')}</p>
          <Button type="submit" kind="danger" name="do" value="cancel">
            {t('ticket.cancel')}
          </Button>
        </form>
      )}
    </section>
  )
}
