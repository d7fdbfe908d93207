// One large number and what it counts.
import type { ReactNode } from 'react'
import styles from './stat.module.css'

export type StatProps = {
  /** Usually a RollingNumber. */
  readonly figure: ReactNode
  readonly label: ReactNode
  /** `people` for people coming, `signal` for what is on air. */
  readonly tone?: 'ink' | 'people' | 'signal'
}

/** Use inside a `<dl>`. Screen readers read the label first; on screen the number comes first. */
export function Stat({ figure, label, tone = 'ink' }: StatProps) {
  return (
    <div className={styles.stat} data-tone={tone}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.figure}>{figure}</dd>
    </div>
  )
}
