// One section of a long form: title and explanation at the side, fields beside them, a hairline above.
import type { ReactNode } from 'react'
import { Part } from '../../components/error-boundary.tsx'
import styles from './section.module.css'

export function Section(props: {
  readonly id: string
  readonly title: ReactNode
  readonly hint?: ReactNode
  readonly children: ReactNode
}) {
  return (
    <section className={styles.section} aria-labelledby={`${props.id}-title`}>
      <div className={styles.about}>
        <h2 id={`${props.id}-title`} className={styles.title}>
          {props.title}
        </h2>
        {props.hint ? <p className={styles.hint}>{props.hint}</p> : null}
      </div>
      <div className={styles.fields}>
        <Part>{props.children}</Part>
      </div>
    </section>
  )
}
