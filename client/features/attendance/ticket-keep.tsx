// Keeping the one key there is: the link to copy, to scan, to send on to oneself; and taking it off this phone again.
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
  /** The whole link with its secret; empty where there is no browser yet. */
  readonly link: string
  readonly shareTitle: string
  /** Null where there is no date to keep. */
  readonly calendar: Pick<ReplyCalendarProps, 'file' | 'feeds'> | null
  /** `https://…` of this installation; empty where there is no browser. */
  readonly origin: string
  /** The page's one signal, as long as nothing is more urgent. */
  readonly isMain: boolean
  readonly isRemembered: boolean
  /** Made in this tab, whose pages know it until it is closed or reloaded. */
  readonly isOfTab?: boolean
  readonly onRemember: (remember: boolean) => void
  /** Takes all of this site off the device. */
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

/** Only where the device can share; the copy button beside it is there for all others. */
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
  // Whoever closes the sharing sheet again has simply changed their mind.
  const share = () => void navigator.share({ title, url }).catch(() => undefined)
  return (
    <Button icon={<Icon name="share" />} onClick={share}>
      {children}
    </Button>
  )
}
