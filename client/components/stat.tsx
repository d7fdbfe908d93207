// One large figure and what it counts.
import type { ReactNode } from 'react'
import styles from './stat.module.css'

export type StatProps = {
  /** Usually a RollingNumber. */
  readonly figure: ReactNode
  readonly label: ReactNode
  /** `people` for those who come, `signal` for what is on air. */
  readonly tone?: 'ink' | 'people' | 'signal'
}

/** In a `<dl>`; the label comes first to ears, the figure first to the eye. */
export function Stat({ figure, label, tone = 'ink' }: StatProps) {
  return (
    <div className={styles.stat} data-tone={tone}>
      <dt className={styles.label}>{label}</dt>
      <dd className={styles.figure}>{figure}</dd>
    </div>
  )
}
