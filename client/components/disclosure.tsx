// Text that is shown on request; the native `details` element, so it works without script.
import type { ReactNode } from 'react'
import styles from './disclosure.module.css'
import { Part } from './error-boundary.tsx'

export function Disclosure(props: {
  readonly summary: ReactNode
  readonly children: ReactNode
  readonly open?: boolean
  /** Of several disclosures with the same name only one is open at a time. */
  readonly name?: string
}) {
  return (
    <details className={styles.disclosure} open={props.open} name={props.name}>
      <summary className={styles.summary}>{props.summary}</summary>
      <div className={styles.body}>
        <Part>{props.children}</Part>
      </div>
    </details>
  )
}
