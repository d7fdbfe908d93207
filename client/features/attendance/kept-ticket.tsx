// Shown for a reply that is stored on this device and not confirmed by the server yet.
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Notice } from '../../components/notice.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import type { KeptReply } from './foresee-ticket.ts'
import styles from './ticket.module.css'

export type KeptTicketProps = {
  readonly reply: KeptReply
  /** Null until the gathering has loaded. */
  readonly city: string | null
  /** Seconds until the next retry, if the server is overloaded. */
  readonly busyFor: number | null
  readonly gatheringHref: string
  readonly link: string
  readonly onDrop: () => void
}

export function KeptTicket({ reply, city, busyFor, gatheringHref, link, onDrop }: KeptTicketProps) {
  const { t, number } = useI18n()
  return (
    <article className={styles.ticket} data-kind="kept">
      <header className={styles.head}>
        <p className={styles.kicker}>
          <a href={gatheringHref}>{t('common.to-gathering')}</a>
        </p>
        <h1 className={styles.headline}>
          {city === null ? t('ticket.kept') : t('ticket.kept-city', { city })}
        </h1>
      </header>
      <Notice kind="care">
        {busyFor === null
          ? t('ticket.kept-why')
          : t('ticket.kept-busy', { count: busyFor, shown: number(busyFor) })}
      </Notice>
      <p>{t('ticket.party', { count: reply.partySize, shown: number(reply.partySize) })}</p>
      <p>{t('ticket.keep-why')}</p>
      <div className={styles.keptButtons}>
        <CopyButton
          text={link}
          kind="signal"
          labels={{
            copy: t('common.copy-link'),
            copied: t('common.copied'),
            byHand: t('common.copy-link-by-hand'),
          }}
        />
        <Button kind="danger" onClick={onDrop}>
          {t('ticket.kept-drop')}
        </Button>
      </div>
    </article>
  )
}
