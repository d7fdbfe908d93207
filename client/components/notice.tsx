// A line that tells the state of things where it matters, and says it aloud when it changes.
import { type ReactNode, useEffect, useRef } from 'react'
import { Icon, type IconName } from './icon.tsx'
import styles from './notice.module.css'
import { say as speak } from './voice.tsx'

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
  /** A button or a link that does what the words suggest. */
  readonly action?: ReactNode
  /** `polite` waits for a pause in what is being read; `assertive` only for loss and danger; `off` for what was there from the start. */
  readonly say?: 'polite' | 'assertive' | 'off'
}

export function Notice({ kind = 'plain', children, action, say = 'polite' }: NoticeProps) {
  const icon = icons[kind]
  const words = useRef<HTMLDivElement>(null)
  // A live region that appears with its words in it is mostly not announced: the page's voice, which was there before, says them.
  useEffect(() => {
    // What stood on the page from the start is read with it.
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

/** The page's one voice for what has no place of its own; kept in the page always, filled when there is something to say. */
export function LiveRegion({
  message,
  lang,
}: {
  readonly message: string
  /** Where it is not the page's language. */
  readonly lang?: string | undefined
}) {
  return (
    <div className="unseen" role="status" aria-live="polite" aria-atomic="true">
      {lang === undefined ? message : <span lang={lang}>{message}</span>}
    </div>
  )
}
