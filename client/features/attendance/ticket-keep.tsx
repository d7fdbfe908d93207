// Saving the link, the only key to the reply: copy, scan, or send it to oneself; and removing it from this phone.
import { type ReactNode, useEffect, useState } from 'react'
import { Button } from '../../components/button.tsx'
import { CopyButton } from '../../components/copy-button.tsx'
import { Switch } from '../../components/form/checkbox.tsx'
import { Icon } from '../../components/icon.tsx'
import { useI18n } from '../../i18n/use-i18n.tsx'
import { OtherDevice } from './other-device.tsx'
import { ReplyCalendar, type ReplyCalendarProps } from './reply-calendar.tsx'
import styles from './ticket-keep.module.css'

export type TicketKeepProps = {
  /** The full link including its secret; empty on the server. */
  readonly link: string
  readonly shareTitle: string
  /** Null if there is no date. */
  readonly calendar: Pick<ReplyCalendarProps, 'file' | 'feeds'> | null
  /** The installation's origin (`https://…`); empty on the server. */
  readonly origin: string
  /** Uses the page's one signal button, unless something is more urgent. */
  readonly isMain: boolean
  readonly isRemembered: boolean
  /** Made in this tab, whose pages know it until the tab is closed or reloaded. */
  readonly isOfTab?: boolean
  readonly onRemember: (remember: boolean) => void
  /** The control that removes all of this site's data from the device. */
  readonly clearing: ReactNode
}

export function TicketKeep(props: TicketKeepProps) {
  const { t } = useI18n()
  return (
    <section className={styles.keep} aria-labelledby="keep-title">
      <h2 id="keep-title" className={styles.title}>
        {t('ticket.keep')}
      </h2>
      <p>{t('ticket.keep-why')}</p>
      {props.isOfTab && !props.isRemembered ? <p>{t('ticket.tab-only')}</p> : null}
      <div className={styles.buttons}>
        <CopyButton
          text={props.link}
          kind={props.isMain ? 'signal' : 'quiet'}
          labels={{
            copy: t('common.copy-link'),
            copied: t('common.copied'),
            byHand: t('common.copy-link-by-hand'),
          }}
        />
        <ShareButton title={props.shareTitle} url={props.link}>
          {t('ticket.share')}
        </ShareButton>
        {props.calendar === null ? null : <ReplyCalendar {...props.calendar} origin={props.origin} />}
      </div>
      {props.link === '' ? null : <OtherDevice link={props.link} />}
      <Switch
        label={t('ticket.remember')}
        hint={t('ticket.remember-hint')}
        checked={props.isRemembered}
        onChange={props.onRemember}
      />
      {props.clearing}
    </section>
  )
}

/** Rendered only if the device can share; otherwise the copy button beside it serves. */
export function ShareButton({
  title,
  url,
  children,
}: {
  readonly title: string
  readonly url: string
  readonly children: ReactNode
}) {
  const [canShare, setCanShare] = useState(false)
  useEffect(() => setCanShare('share' in navigator), [])
  if (!canShare || url === '') return null
  // A rejection means that the person closed the share sheet.
  const share = () => void navigator.share({ title, url }).catch(() => undefined)
  return (
    <Button icon={<Icon name="share" />} onClick={share}>
      {children}
    </Button>
  )
}
