// Shown where there is nothing yet: an inviting sentence and the next step.
import type { ReactNode } from 'react'
import styles from './empty.module.css'

export function Empty(props: {
  readonly title: ReactNode
  readonly children?: ReactNode
  readonly action?: ReactNode
}) {
  return (
    <div className={styles.empty}>
      <p className={styles.title}>{props.title}</p>
      {props.children ? <div className={styles.words}>{props.children}</div> : null}
      {props.action ? <div className={styles.action}>{props.action}</div> : null}
    </div>
  )
}
