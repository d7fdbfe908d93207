// Adds events to the reader's own calendar: once, as a file, or as a subscription that the calendar updates automatically.
import { type ReactNode, useState } from 'react'
import { type ButtonKind, ButtonLink } from '../button.tsx'
import { CopyButton, type CopyButtonProps } from '../copy-button.tsx'
import { Dialog } from '../dialog.tsx'
import { Icon } from '../icon.tsx'
import styles from './calendar-choice.module.css'

export type CalendarChoiceProps = {
  readonly kind?: ButtonKind
  /** Path of the file; null if there is no date yet, or if only the holder may read it. */
  readonly file: string | null
  /** Path of the subscribed calendar. */
  readonly feed: string
  /** The installation's origin (`https://…`); empty on the server. */
  readonly origin: string
  readonly labels: {
    readonly open: string
    readonly close: string
    readonly file: string
    readonly fileWhy: string
    readonly follow: string
    readonly followWhy: string
    readonly copy: CopyButtonProps['labels']
  }
  /** Shown below the subscription options. */
  readonly children?: ReactNode
}

export function CalendarChoice(props: CalendarChoiceProps) {
  const { labels, file, feed, origin } = props
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <ButtonLink
        kind={props.kind}
        href={file ?? feed}
        icon={<Icon name="calendar" />}
        aria-haspopup="dialog"
        // Without script this is a plain link to the file.
        onClick={(event) => {
          event.preventDefault()
          setOpen(true)
        }}
      >
        {labels.open}
      </ButtonLink>
      <Dialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title={labels.open}
        closeLabel={labels.close}
        closesOnBack
      >
        <div className={styles.ways}>
          <section className={styles.way}>
            <p className={styles.why}>{labels.followWhy}</p>
            <div className={styles.actions}>
              <ButtonLink
                kind="signal"
                href={`${origin}${feed}`.replace(/^https?:/, 'webcal:')}
                icon={<Icon name="signal" />}
              >
                {labels.follow}
              </ButtonLink>
              <CopyButton text={`${origin}${feed}`} labels={labels.copy} />
            </div>
            {props.children}
          </section>
          {file === null ? null : (
            <section className={styles.way}>
              <p className={styles.why}>{labels.fileWhy}</p>
              <div className={styles.actions}>
                <ButtonLink href={file} icon={<Icon name="calendar" />}>
                  {labels.file}
                </ButtonLink>
              </div>
            </section>
          )}
        </div>
      </Dialog>
    </>
  )
}
