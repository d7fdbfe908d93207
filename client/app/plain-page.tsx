// A page of text: a headline and spaced paragraphs.
import type { ReactNode } from 'react'
import styles from './plain-page.module.css'
import { Shell } from './shell.tsx'

export function PlainPage({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <Shell>
      <article className={styles.page}>
        <h1>{title}</h1>
        {children}
      </article>
    </Shell>
  )
}
