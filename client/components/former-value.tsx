// A former value: struck through on screen, and announced as former by screen readers.
import type { ReactNode } from 'react'
import styles from './former-value.module.css'

export function Was({
  label,
  children,
}: {
  /** For screen readers, before the value: “formerly”. Most of them do not announce struck-through text. */
  readonly label: string
  readonly children: ReactNode
}) {
  return (
    <del className={styles.was}>
      <span className="unseen">{label} </span>
      {children}
    </del>
  )
}
