// What held before and no longer does: struck through to the eye, and said so to the ear.
import type { ReactNode } from 'react'
import styles from './was.module.css'

export function Was({
  label,
  children,
}: {
  /** To ears, before it: “formerly”. Most screen readers say nothing of a line through a text. */
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
