// A message about the state of something, shown where it matters and announced when it changes.
import { type ReactNode, useEffect, useRef } from 'react'
import { say as speak } from './announcer.tsx'
import { Icon, type IconName } from './icon.tsx'
import styles from './notice.module.css'

export type NoticeKind = 'plain' | 'done' | 'care' | 'harm'

const icons: Readonly<Record<NoticeKind, IconName | null>> = {
  plain: null,
  done: 'check',
  care: 'warning',
  harm: 'warning',
}

export type NoticeProps = {
  readonly kind?: NoticeKind
  readonly children: ReactNode
  /** A button or link that does what the text suggests. */
  readonly action?: ReactNode
  /** `polite` waits for a pause in reading; `assertive` only for loss and danger; `off` for what was there from the start. */
  readonly say?: 'polite' | 'assertive' | 'off'
}

export function Notice({ kind = 'plain', children, action, say = 'polite' }: NoticeProps) {
  const icon = icons[kind]
  const words = useRef<HTMLDivElement>(null)
  // A live region inserted together with its text is mostly not announced, so the page's mounted `Voice` announces it.
  useEffect(() => {
    // Notices that were on the page from the start are read with it.
    if (say === 'off' || document.documentElement.dataset['interactive'] === undefined) return
    const text = words.current?.textContent ?? ''
    if (text !== '') speak(text, say)
  }, [say])
  return (
    <div className={styles.notice} data-kind={kind}>
      {icon === null ? null : <Icon name={icon} />}
      <div ref={words} className={styles.words} aria-live={say} aria-atomic="true">
        {children}
      </div>
      {action}
    </div>
  )
}

/** A live region for messages without a place of their own; always mounted, filled when there is a message. */
export function LiveRegion({
  message,
  lang,
}: {
  readonly message: string
  /** Set if it is not the page's language. */
  readonly lang?: string | undefined
}) {
  return (
    <div className="unseen" role="status" aria-live="polite" aria-atomic="true">
      {lang === undefined ? message : <span lang={lang}>{message}</span>}
    </div>
  )
}
